"""Tastelake's batch jobs as Airflow sees them: the same commands that cron would call."""

import datetime

from airflow import DAG
from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator

DELTA = "io.delta:delta-spark_4.1_2.13:4.4.0"
JAR = "/opt/tastelake/batch-jobs-0.1.0-job.jar"
ARGUMENTS = "@/etc/tastelake/batch.args"


def job(name, *options):
    """One job; it fails the task by its exit code, and may be repeated at any time."""
    return SparkSubmitOperator(
        task_id=name,
        application=JAR,
        packages=DELTA,
        java_class="io.tastelake.batch.Main",
        application_args=[name, *options, ARGUMENTS],
        env_vars={"LC_ALL": "C.UTF-8"},
        retries=2,
        retry_delay=datetime.timedelta(minutes=10),
    )


with DAG(
    "tastelake_compact",
    schedule="*/15 * * * *",
    start_date=datetime.datetime(2026, 1, 1),
    catchup=False,
    max_active_runs=1,
):
    job("compact")

with DAG(
    "tastelake_nightly",
    schedule="30 2 * * *",
    start_date=datetime.datetime(2026, 1, 1),
    catchup=False,
    max_active_runs=1,
):
    job("nightly", "--lock-wait", "3600")
