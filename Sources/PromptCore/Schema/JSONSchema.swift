internal import Diagnostics
internal import JSON

/// The JSON Schemas (draft 2020-12) with which any editor with YAML support completes and checks files. They
/// are generated from ``Keys``, so they always match the decoder.
public enum JSONSchema {
    /// Returns the schema of a kind of file as indented JSON with a line end.
    public static func text(for kind: RecordKind) -> String {
        var json = JSONWriter(pretty: true)
        let root = Keys.description(of: kind)
        var definitions = Definitions()
        definitions.collect(root)
        json.object { schema in
            schema.set("$schema", to: "https://json-schema.org/draft/2020-12/schema")
            schema.set("title", to: "promptpal \(kind.rawValue)")
            writeObject(root, to: &schema, isRoot: true)
            guard !definitions.found.isEmpty else { return }
            schema.object("$defs") { all in
                for definition in definitions.found {
                    all.object(definition.name) { writeObject(definition, to: &$0, isRoot: false) }
                }
            }
        }
        return json.text + "\n"
    }

    /// Every object below the root, once, by name.
    private struct Definitions {
        var found: [ObjectDescription] = []

        mutating func collect(_ object: ObjectDescription) {
            for key in object.keys { collect(key.shape) }
        }

        private mutating func collect(_ shape: Shape) {
            switch shape {
            case .object(let object):
                guard !found.contains(where: { $0.name == object.name }) else { return }
                found.append(object)
                collect(object)
            case .list(let item, _): collect(item)
            case .map(let value, _): collect(value)
            case .either(let shapes): shapes.forEach { collect($0) }
            default: break
            }
        }
    }

    private static func writeObject(_ object: ObjectDescription, to json: inout JSONWriter, isRoot: Bool) {
        json.set("type", to: "object")
        json.set("additionalProperties", to: false)
        json.object("properties") { properties in
            for key in object.keys {
                properties.object(key.name) { property in
                    property.set("description", to: key.summary)
                    writeShape(key.shape, to: &property)
                }
            }
        }
        let required = object.keys.filter(\.isRequired).map(\.name)
        if !required.isEmpty { json.array("required") { list in required.forEach { list.value($0) } } }
        if !object.exactlyOne.isEmpty {
            json.array("allOf") { all in
                for group in object.exactlyOne {
                    all.object { one in
                        one.array("oneOf") { choices in
                            for key in group {
                                choices.object { choice in choice.array("required") { $0.value(key) } }
                            }
                        }
                    }
                }
            }
        }
        if !object.requires.isEmpty {
            json.object("dependentRequired") { keys in
                for (key, needed) in object.requires.sorted(by: { $0.key < $1.key }) {
                    keys.array(key) { list in needed.forEach { list.value($0) } }
                }
            }
        }
        if !object.excludes.isEmpty {
            json.object("dependentSchemas") { schemas in
                for (key, excluded) in object.excludes.sorted(by: { $0.key < $1.key }) {
                    schemas.object(key) { schema in
                        schema.object("properties") { properties in
                            for name in excluded { properties.set(name, to: false) }
                        }
                    }
                }
            }
        }
    }

    private static func writeShape(_ shape: Shape, to json: inout JSONWriter) {
        switch shape {
        case .text, .content: writeTypes(["string", "number", "boolean", "null"], to: &json)
        case .boolean:
            json.array("anyOf") { all in
                all.object { writeTypes(["boolean", "null"], to: &$0) }
                all.object {
                    $0.array("enum") { list in ["yes", "no", "on", "off"].forEach { list.value($0) } }
                }
            }
        case .count:
            writeTypes(["integer", "null"], to: &json)
            json.set("minimum", to: 0)
        case .number: json.set("type", to: "number")
        case .limit: writeTypes(["number", "string"], to: &json)
        case .uuid:
            json.set("type", to: "string")
            json.set("pattern", to: "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$")
        case .dateTime:
            json.set("type", to: "string")
            json.set("pattern", to: "^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt ].*)?$")
        case .word(let words):
            json.array("enum") { list in
                words.forEach { list.value($0) }
                list.null()
            }
        case .oneOf(let numbers): json.array("enum") { list in numbers.forEach { list.value($0) } }
        case .list(let item, let least):
            if least > 0 {
                json.set("type", to: "array")
                json.set("minItems", to: least)
            } else {
                writeTypes(["array", "null"], to: &json)
            }
            json.object("items") { writeShape(item, to: &$0) }
        case .map(let value, let pattern):
            writeTypes(["object", "null"], to: &json)
            if let pattern {
                // Some validators read patterns as Python does, except that of a name.
                json.object("propertyNames") { $0.set("pattern", to: pattern) }
                json.object("additionalProperties") { writeShape(value, to: &$0) }
            }
        case .free: break
        case .either(let shapes):
            json.array("anyOf") { all in
                for shape in shapes { all.object { writeShape(shape, to: &$0) } }
            }
        case .object(let object): json.set("$ref", to: "#/$defs/\(object.name)")
        }
    }

    private static func writeTypes(_ names: [String], to json: inout JSONWriter) {
        json.array("type") { list in names.forEach { list.value($0) } }
    }
}
