(comment) @comment
(attribute_list) @attribute
[(using_directive) (extern_alias_directive)] @import
(file_scoped_namespace_declaration name: (_) @import)

(namespace_declaration name: (_) @name body: (_) @body) @scope.module

(class_declaration name: (_) @name body: (_)? @body) @definition.class
(record_declaration name: (_) @name body: (_)? @body) @definition.class
(struct_declaration name: (_) @name body: (_)? @body) @definition.struct
(interface_declaration name: (_) @name body: (_) @body) @definition.interface
(enum_declaration name: (_) @name body: (_) @body) @definition.enum
(delegate_declaration name: (_) @name) @definition.type

(constructor_declaration name: (_) @name [(constructor_initializer) (block) (arrow_expression_clause)] @body) @definition.constructor
(destructor_declaration ("~" (identifier) @name) body: (_) @body) @definition.method
(method_declaration name: (_) @name body: (_) @body) @definition.method
(local_function_statement name: (_) @name body: (_) @body) @definition.function
(operator_declaration operator: _ @name body: (_) @body) @definition.method
(conversion_operator_declaration type: (_) @name body: (_) @body) @definition.method

; Only what computes something: `{ get; set; }` is a field in all but name.
(property_declaration
  name: (_) @name
  accessors: (accessor_list (accessor_declaration body: (block))) @body) @definition.method
(event_declaration
  name: (_) @name
  accessors: (accessor_list (accessor_declaration body: (block))) @body) @definition.method
(indexer_declaration
  "this" @name
  [(accessor_list (accessor_declaration body: (_))) (arrow_expression_clause)] @body) @definition.method
