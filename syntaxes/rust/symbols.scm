[(line_comment) (block_comment)] @comment
(attribute_item) @attribute
[(use_declaration) (extern_crate_declaration) (mod_item !body) (inner_attribute_item)] @import

(function_item name: (_) @name body: (_) @body) @definition.function
(macro_definition name: (_) @name) @definition.function

(struct_item name: (_) @name body: (field_declaration_list)? @body) @definition.struct
(union_item name: (_) @name body: (_) @body) @definition.struct
(enum_item name: (_) @name body: (_) @body) @definition.enum
(trait_item name: (_) @name body: (_) @body) @definition.trait
(type_item name: (_) @name) @definition.type
(const_item name: (_) @name value: (_)? @body) @definition.constant
(static_item name: (_) @name value: (_)? @body) @definition.constant

(mod_item name: (_) @name body: (_) @body) @scope.module

; The type that an `impl` is for, without its type arguments.
(impl_item
  type: [
    (type_identifier) @name
    (generic_type type: (type_identifier) @name)
    (scoped_type_identifier name: (_) @name)
    (generic_type type: (scoped_type_identifier name: (_) @name))
    (reference_type type: (type_identifier) @name)
  ]
  body: (_) @body) @scope.struct
(impl_item type: (_) @name body: (_) @body) @scope.struct
