"""The same KPI declarations on Spark, polars, DuckDB and pandas: do they agree, and what does each cost.

    python -m benchmarks.spark [posts]

Needs pyspark (4.3 was tried) and Java, which the project itself does not. Spark starts once, apart from the times; its
plan of some two hundred columns takes it half a minute whatever the rows.
"""

from __future__ import annotations

import sys

import duckdb
import numpy as np
import polars as pl
from pyspark.sql import SparkSession

from benchmarks.kpis import tracking
from benchmarks.measure import median_seconds
from cmdash.kpi.engines import aggregate

BY = ("network", "month")


def main() -> None:
    posts = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    frame = tracking(posts).posts
    columns = [name for name in frame if frame[name].notna().any()]
    arrow = pl.from_pandas(frame[columns]).to_arrow()
    spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    spark.conf.set("spark.sql.session.timeZone", "UTC")
    # Columns are made layer upon layer: merged into one step, each would be written out again in all those above it.
    spark.conf.set(
        "spark.sql.optimizer.excludedRules", "org.apache.spark.sql.catalyst.optimizer.CollapseProject"
    )
    native = {
        "pandas": frame,
        "polars": pl.from_arrow(arrow),
        "duckdb": duckdb.from_arrow(arrow),
        "spark": spark.createDataFrame(arrow),
    }
    whole = aggregate(frame, BY)
    for name, data in native.items():
        found = aggregate(data, BY)
        same = len(found) == len(whole) and np.allclose(found["value"], whole["value"], equal_nan=True)
        same = same and (found[["n", "of"]] == whole[["n", "of"]]).all(axis=None)
        seconds = median_seconds(lambda data=data: aggregate(data, BY), times=3, warm=0)
        print(f"{'ok' if same else 'DIFFERS':8}{name}: {seconds:.2f} s, {len(found):,} answers")
    spark.stop()


if __name__ == "__main__":
    main()
