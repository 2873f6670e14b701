// TEI
