import Testing

@testable import Records

/// The tables of names stand beside enums: each case has one name, and each name leads back to its case.
@Suite struct VocabularyTests {
    @Test func everyTextFieldHasItsName() {
        #expect(TextField.names.count == TextField.allCases.count)
        for field in TextField.allCases { #expect(TextField(name: field.name) == field) }
        #expect(TextField.doi.name == "DOI")
        #expect(TextField.volumeTitle.name == "volume-title")
        #expect(TextField.chapterNumber.name == "chapter-number")
        #expect(TextField.yearSuffix.name == "year-suffix")
        #expect(TextField.summaryLanguage.name == "summary-language")
    }

    @Test func everyNameFieldHasItsName() {
        #expect(NameField.names.count == NameField.allCases.count)
        for field in NameField.allCases { #expect(NameField(name: field.name) == field) }
        #expect(NameField.translator.isCSL && !NameField.afterword.isCSL)
        #expect(NameField.transcriber.name == "transcriber")
    }

    @Test func everyDateFieldHasItsName() {
        #expect(DateField.names.count == DateField.allCases.count)
        for field in DateField.allCases { #expect(DateField(name: field.name) == field) }
        #expect(DateField.submitted.isCSL && !DateField.coverage.isCSL)
    }

    @Test func everyTypeHasItsCSLName() {
        #expect(RecordType.names.count == RecordType.allCases.count)
        for type in RecordType.allCases { #expect(RecordType(name: type.name) == type) }
        #expect(RecordType.legalCase.name == "legal_case")
        #expect(RecordType.webpage.name == "webpage")
    }

    @Test func levelsAndRelationsHaveTheirNames() {
        #expect(ArchivalReference.Kind.names.count == ArchivalReference.Kind.allCases.count)
        for kind in ArchivalReference.Kind.allCases { #expect(ArchivalReference.Kind(name: kind.name) == kind) }
        #expect(Relation.Kind.names.count == Relation.Kind.allCases.count)
        for kind in Relation.Kind.allCases { #expect(Relation.Kind(name: kind.name) == kind) }
    }

    @Test func numberVariablesAreThoseOfCSL() {
        let numbers = TextField.allCases.filter(\.isNumber).map(\.name)
        #expect(numbers.first == "chapter-number" && numbers.last == "volume")
        #expect(!numbers.contains("year-suffix") && !numbers.contains("title"))
    }
}
