"""Sheets on paper: tagged PDF of the handouts. The one place that knows Typst."""
