"""The Streamlit entry: which pages there are."""

import streamlit as st

from matchmaker.ui import texts
from matchmaker.ui.pages import consortia

# Pages have no icon of their own: Streamlit would fetch it from the internet to show it on the browser's tab.
st.navigation([st.Page(consortia.page, title=texts.CONSORTIA, url_path="consortia", default=True)]).run()
