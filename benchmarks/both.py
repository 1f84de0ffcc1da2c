"""The app, and in the same process the floors it is measured against: `?floor=button` and `?floor=upload`."""

import runpy
import time
from pathlib import Path

import streamlit as st

floor = st.query_params.get("floor")
if floor == "button":
    st.button("again", key="again")
    st.text(f"drawn at {time.perf_counter()}")
elif floor == "upload":
    import altair
    import pandas

    dropped = st.file_uploader("file", accept_multiple_files=True)
    if dropped:
        frame = pandas.DataFrame({"month": list("abcdefghijkl"), "value": range(12)})
        st.altair_chart(altair.Chart(frame).mark_bar().encode(x="month", y="value"))
else:
    runpy.run_path(str(Path(__file__).resolve().parent.parent / "app.py"), run_name="__main__")
