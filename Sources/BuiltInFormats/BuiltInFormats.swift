// BuiltInFormats
