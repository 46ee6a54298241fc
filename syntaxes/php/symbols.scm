(comment) @comment
(attribute_list) @attribute
[(php_tag) (declare_statement) (namespace_use_declaration)] @import
(namespace_definition name: (_) @import !body)

(expression_statement (assignment_expression) @wrapped) @wrapper

(namespace_definition name: (_) @name body: (_) @body) @scope.module

(class_declaration name: (_) @name body: (_) @body) @definition.class
(interface_declaration name: (_) @name body: (_) @body) @definition.interface
(trait_declaration name: (_) @name body: (_) @body) @definition.trait
(enum_declaration name: (_) @name body: (_) @body) @definition.enum

(method_declaration
  name: (_) @name
  body: (_) @body
  (#match? @name "^__construct$")) @definition.constructor
(method_declaration name: (_) @name body: (_) @body) @definition.method
(function_definition name: (_) @name body: (_) @body) @definition.function

; Functions that are given a name by a variable.
(assignment_expression
  left: (variable_name (name) @name)
  right: [(anonymous_function body: (_) @body) (arrow_function body: (_) @body)]) @definition.function

(program (const_declaration . (const_element . (name) @name)) @definition.constant)
(program (expression_statement (assignment_expression left: (variable_name (name) @name) right: (array_creation_expression) @body) @definition.constant))

; Functions inside a call stay in it, unless it is too large for one chunk.
(expression_statement [(function_call_expression) (member_call_expression) (scoped_call_expression)]) @statement
