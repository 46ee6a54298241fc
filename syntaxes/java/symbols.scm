[(line_comment) (block_comment)] @comment
[(annotation) (marker_annotation)] @attribute
[(import_declaration) (package_declaration)] @import

(class_declaration name: (identifier) @name body: (_) @body) @definition.class
(interface_declaration name: (identifier) @name body: (_) @body) @definition.interface
(annotation_type_declaration name: (identifier) @name body: (_) @body) @definition.interface
(enum_declaration name: (identifier) @name body: (_) @body) @definition.enum
(record_declaration name: (identifier) @name body: (_) @body) @definition.class

(constructor_declaration name: (identifier) @name body: (_) @body) @definition.constructor
(compact_constructor_declaration name: (identifier) @name body: (_) @body) @definition.constructor
(method_declaration name: (identifier) @name body: (_) @body) @definition.method

; Anonymous classes stay with the field or constant that they belong to.
[(field_declaration) (enum_constant)] @statement
