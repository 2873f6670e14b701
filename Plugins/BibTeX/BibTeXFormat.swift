// BibTeX
