(comment) @comment
((variable_declaration (builtin_function (builtin_identifier) @_import)) @import
  (#eq? @_import "@import"))

(function_declaration name: (_) @name body: (_) @body) @definition.function

(variable_declaration . (identifier) @name (struct_declaration) @body) @definition.struct
(variable_declaration . (identifier) @name (opaque_declaration) @body) @definition.struct
(variable_declaration . (identifier) @name (enum_declaration) @body) @definition.enum
(variable_declaration . (identifier) @name (union_declaration) @body) @definition.struct
(variable_declaration . (identifier) @name (error_set_declaration) @body) @definition.enum
(source_file (variable_declaration . (identifier) @name) @definition.constant)

(test_declaration) @definition.block
