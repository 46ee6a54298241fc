(comment) @comment
[(package_clause) (import_declaration)] @import

(type_declaration . (type_spec) @wrapped .) @wrapper
(type_declaration . (type_alias) @wrapped .) @wrapper

(function_declaration
  name: (identifier) @name
  body: (_) @body) @definition.function

(method_declaration
  receiver: (parameter_list
    (parameter_declaration
      type: [
        (type_identifier) @container
        (generic_type type: (_) @container)
        (pointer_type [(type_identifier) @container (generic_type type: (_) @container)])
      ]))
  name: (field_identifier) @name
  body: (_) @body) @definition.method

(type_spec name: (_) @name type: (struct_type (_) @body)) @definition.struct
(type_spec name: (_) @name type: (interface_type)) @definition.interface
(type_spec name: (_) @name) @definition.type
(type_alias name: (_) @name) @definition.type

; Functions that are given a name by a variable.
(var_declaration (var_spec name: (identifier) @name value: (expression_list . (func_literal body: (_) @body)))) @definition.function

(source_file (const_declaration . (const_spec name: (identifier) @name value: (_)? @body) .) @definition.constant)
(source_file (var_declaration . (var_spec name: (identifier) @name value: (_)? @body)) @definition.constant)

; A group has no name of its own.
(source_file (const_declaration "(") @definition.constant)
(source_file (var_declaration (var_spec_list)) @definition.constant)
