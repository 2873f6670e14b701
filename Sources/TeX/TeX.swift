// TeX
