[(line_comment) (block_comment)] @comment
[(annotation) (file_annotation)] @attribute
[(import) (package_header)] @import

(class_declaration "interface" name: (_) @name (class_body)? @body) @definition.interface
(class_declaration name: (_) @name (enum_class_body) @body) @definition.enum
(class_declaration name: (_) @name (class_body)? @body) @definition.class
(object_declaration name: (_) @name (class_body)? @body) @definition.class
(companion_object name: (_) @name (class_body)? @body) @definition.class

; An extension belongs to the type that it extends.
(function_declaration
  [(user_type) (nullable_type)] @container
  .
  name: (_) @name
  (function_body) @body) @definition.function
(function_declaration name: (_) @name (function_body) @body) @definition.function

(secondary_constructor "constructor" @name (block)? @body) @definition.constructor
(anonymous_initializer "init" @name (block) @body) @definition.constructor

; Computed properties, short ones aside.
((property_declaration
  (variable_declaration . (identifier) @name)
  [(getter (function_body)) (setter (function_body))] @body) @definition.method
  (#match? @definition.method "\\n"))

(type_alias type: (_) @name) @definition.type

(source_file (property_declaration (variable_declaration . (identifier) @name)) @definition.constant)

; Anonymous objects stay with the property or entry that they belong to.
[(property_declaration) (enum_entry)] @statement
