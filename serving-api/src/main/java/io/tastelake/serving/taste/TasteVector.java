package io.tastelake.serving.taste;

/**
 * Where a taste stands among the factors of items: as many numbers as the model's rank. All are
 * zero if nothing is liked that the model knows.
 */
final class TasteVector {

  private final float[] numbers;

  /** Takes the array over: nobody changes it. */
  TasteVector(float[] numbers) {
    this.numbers = numbers;
  }

  /** Not to be changed. */
  float[] numbers() {
    return numbers;
  }

  /** Whether it says nothing. */
  boolean isZero() {
    for (float number : numbers) {
      if (number != 0) {
        return false;
      }
    }
    return true;
  }
}
