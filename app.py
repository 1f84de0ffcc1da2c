"""cmdash: the page. `streamlit run app.py`."""

from cmdash.ui.frame import run

run()
