public import JSON

/// As much of JSON Schema (2020-12) as the project's schemas use: type, enum, const, properties, required,
/// additionalProperties, unevaluatedProperties, items, minItems, maxItems, minimum, pattern-free strings, allOf, anyOf, oneOf,
/// and $ref within the document. A keyword that it does not know is a problem, so that no rule is passed over unseen.
public struct JSONSchema {
    private let root: JSONValue

    public init(_ root: JSONValue) { self.root = root }

    /// What does not fit, each with the place where; empty where the value fits.
    public func problems(of value: JSONValue) -> [String] {
        var evaluated = Set<String>()
        return check(value, root, "$", &evaluated)
    }

    private static let passedOver: Set<String> = [
        "$schema", "$id", "$defs", "title", "description", "examples", "default",
    ]

    private func check(
        _ value: JSONValue, _ schema: JSONValue, _ place: String, _ evaluated: inout Set<String>
    ) -> [String] {
        if schema.bool == true { return [] }
        if schema.bool == false { return ["\(place) may not be there"] }
        var problems: [String] = []
        for member in schema.members ?? []
        where !["unevaluatedProperties", "additionalProperties"].contains(member.name) {
            problems += check(value, member, place, &evaluated)
        }
        let known = Set((schema["properties"]?.members ?? []).map(\.name))
        for member in value.members ?? [] {
            if let rule = schema["additionalProperties"], !known.contains(member.name) {
                problems += checkMember(member, rule, place)
                evaluated.insert(member.name)
            }
            if let rule = schema["unevaluatedProperties"], !evaluated.contains(member.name) {
                problems += checkMember(member, rule, place)
            }
        }
        return problems
    }

    private func checkMember(_ member: JSONMember, _ rule: JSONValue, _ place: String) -> [String] {
        var inner = Set<String>()
        return check(member.value, rule, "\(place).\(member.name)", &inner)
    }

    private func check(
        _ value: JSONValue, _ rule: JSONMember, _ place: String, _ evaluated: inout Set<String>
    ) -> [String] {
        switch rule.name {
        case "type": return hasType(value, rule.value) ? [] : ["\(place) is \(value.kind.words)"]
        case "enum": return rule.value.array?.contains(value) == true ? [] : ["\(place) is none of the words"]
        case "const": return rule.value == value ? [] : ["\(place) is not \(rule.value.text())"]
        case "minimum": return (value.double ?? 0) >= (rule.value.double ?? 0) ? [] : ["\(place) is too small"]
        case "minItems": return (value.array?.count ?? .max) >= (rule.value.int ?? 0) ? [] : ["\(place) is too short"]
        case "maxItems": return (value.array?.count ?? 0) <= (rule.value.int ?? 0) ? [] : ["\(place) is too long"]
        case "minLength": return (value.string?.count ?? .max) >= (rule.value.int ?? 0) ? [] : ["\(place) is too short"]
        case "required":
            guard value.members != nil else { return [] }
            return (rule.value.array ?? []).compactMap(\.string).filter { value[$0] == nil }
                .map { "\(place).\($0) is missing" }
        case "properties":
            return (rule.value.members ?? []).flatMap { property -> [String] in
                guard let member = value.members?.first(where: { $0.name == property.name }) else { return [] }
                evaluated.insert(member.name)
                return checkMember(member, property.value, place)
            }
        case "items":
            return (value.array ?? []).enumerated().flatMap { index, element -> [String] in
                var inner = Set<String>()
                return check(element, rule.value, "\(place)[\(index)]", &inner)
            }
        case "allOf": return (rule.value.array ?? []).flatMap { check(value, $0, place, &evaluated) }
        case "anyOf", "oneOf": return checkSome(value, rule, place, &evaluated)
        case "$ref":
            guard let target = resolve(rule.value.string ?? "") else {
                return ["\(place): the schema has a broken $ref"]
            }
            return check(value, target, place, &evaluated)
        default:
            return JSONSchema.passedOver.contains(rule.name)
                ? [] : ["the schema has a rule “\(rule.name)” that is not known"]
        }
    }

    private func checkSome(
        _ value: JSONValue, _ rule: JSONMember, _ place: String, _ evaluated: inout Set<String>
    ) -> [String] {
        var fitting = 0
        var problems: [String] = []
        for schema in rule.value.array ?? [] {
            var inner = Set<String>()
            let found = check(value, schema, place, &inner)
            if found.isEmpty {
                fitting += 1
                evaluated.formUnion(inner)
            }
            problems += found
        }
        if fitting == 0 { return problems.isEmpty ? ["\(place) fits nothing"] : problems }
        return rule.name == "oneOf" && fitting > 1 ? ["\(place) fits \(fitting) of what it may be one of"] : []
    }

    private func hasType(_ value: JSONValue, _ type: JSONValue) -> Bool {
        let words = type.array?.compactMap(\.string) ?? [type.string ?? ""]
        return words.contains { word in
            switch word {
            case "object": value.kind == .object
            case "array": value.kind == .array
            case "string": value.kind == .string
            case "number": value.kind == .number
            case "integer": value.int != nil
            case "boolean": value.kind == .bool
            case "null": value.isNull
            default: false
            }
        }
    }

    /// Only references within the document: "#/$defs/record".
    private func resolve(_ reference: String) -> JSONValue? {
        guard reference.hasPrefix("#/") else { return nil }
        return reference.dropFirst(2).split(separator: "/").reduce(root) { $0?[String($1)] }
    }
}
