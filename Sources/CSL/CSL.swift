// CSL
