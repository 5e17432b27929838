package io.tastelake.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tastelake.domain.time.Pause;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {

  @TempDir private Path root;

  @Test
  void oneProcessHasTheFolderUntilItLetsGo() {
    DataFolder folder = DataFolder.create(root);
    assertThat(FolderLock.holder(folder)).isEmpty();
    try (FolderLock lock = FolderLock.take(folder)) {
      assertThat(FolderLock.holder(folder)).contains(ProcessHandle.current());
      assertThatThrownBy(() -> FolderLock.take(folder))
          .isInstanceOf(StandaloneException.class)
          .hasMessageContaining("process " + ProcessHandle.current().pid());
      assertThat(lock).isNotNull();
    }
    assertThat(FolderLock.holder(folder)).isEmpty();
    FolderLock.take(folder).close();
  }

  @Test
  void aKilledProcessHoldsNothing() throws Exception {
    DataFolder folder = DataFolder.create(root);
    try (ChildJvm child = ChildJvm.run(Holder.class, root.toString())) {
      long pid = Long.parseLong(child.await("holding as"));
      assertThat(FolderLock.holder(folder)).map(ProcessHandle::pid).contains(pid);
      assertThatThrownBy(() -> FolderLock.take(folder)).hasMessageContaining("process " + pid);
      child.kill();
    }
    assertThat(FolderLock.holder(folder)).isEmpty();
    FolderLock.take(folder).close();
  }

  @Test
  void aPidFileWithoutALockNamesNobody() throws Exception {
    DataFolder folder = DataFolder.create(root);
    FolderLock.take(folder).close();
    Files.writeString(folder.pidFile(), ProcessHandle.current().pid() + "\n");
    assertThat(FolderLock.holder(folder)).isEmpty();
  }

  /** Takes the lock and waits to be killed. */
  static final class Holder {
    public static void main(String[] args) throws Exception {
      FolderLock.take(DataFolder.create(Path.of(args[0])));
      System.out.println("holding as " + ProcessHandle.current().pid());
      Pause.untilInterrupted();
    }
  }
}
