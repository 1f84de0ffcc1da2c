"""Charts: a view in, an altair chart out. They know no Streamlit and get no row of the user's sheet."""
