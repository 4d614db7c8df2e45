"""The Streamlit entry; which pages there are stands in `matchmaker/ui/navigation.py`."""

from matchmaker.ui import navigation

navigation.run()
