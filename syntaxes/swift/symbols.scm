[(comment) (multiline_comment)] @comment
(attribute) @attribute
(import_declaration) @import

(class_declaration "struct" name: (_) @name body: (_) @body) @definition.struct
(class_declaration "enum" name: (_) @name body: (_) @body) @definition.enum
(class_declaration "extension" name: (_) @name body: (_) @body) @scope.class
(class_declaration name: (_) @name body: (_) @body) @definition.class
(protocol_declaration name: (_) @name body: (_) @body) @definition.interface
(typealias_declaration name: (type_identifier) @name) @definition.type

(init_declaration "init" @name body: (_) @body) @definition.constructor
(deinit_declaration "deinit" @name body: (_) @body) @definition.method
(subscript_declaration "subscript" @name (computed_property) @body) @definition.method
(function_declaration "func" . _ @name body: (_) @body) @definition.function

; Computed properties, short ones aside.
(property_declaration
  name: (pattern) @name
  computed_value: (_) @body
  (#match? @body "\\n")) @definition.method

(source_file (property_declaration name: (pattern) @name value: (_) @body) @definition.constant)
