"""Sphinx configuration."""

import detente

project = "detente"
author = "The detente project"
copyright = "2026, the detente project"
release = version = detente.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinxcontrib.bibtex"]
exclude_patterns = ["_build"]
myst_enable_extensions = ["dollarmath", "deflist"]
myst_heading_anchors = 3
bibtex_bibfiles = ["references.bib"]
bibtex_reference_style = "author_year"
bibtex_default_style = "plain"

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
python_use_unqualified_type_names = True
python_maximum_signature_line_length = 88

html_theme = "furo"
html_title = "detente"
html_copy_source = False
html_static_path = ["_static"]
html_css_files = ["wrap.css"]
