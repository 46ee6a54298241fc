(comment) @comment
((variable_declaration
  (assignment_statement (expression_list . value: (function_call name: (identifier) @_require)))) @import
  (#eq? @_require "require"))

(variable_declaration (assignment_statement) @wrapped) @wrapper

(function_declaration name: (identifier) @name body: (_)? @body) @definition.function
(function_declaration
  name: (dot_index_expression table: (_) @container field: (_) @name)
  body: (_)? @body) @definition.function
(function_declaration
  name: (method_index_expression table: (_) @container method: (_) @name)
  body: (_)? @body) @definition.method

; Functions that are given a name by an assignment.
(assignment_statement
  (variable_list . name: (identifier) @name)
  (expression_list . value: (function_definition body: (_)? @body))) @definition.function
(assignment_statement
  (variable_list . name: (dot_index_expression table: (_) @container field: (_) @name))
  (expression_list . value: (function_definition body: (_)? @body))) @definition.function

; Tables, with the functions that they hold.
(assignment_statement
  (variable_list . name: (identifier) @name)
  (expression_list . value: (table_constructor) @body)) @definition.constant
(assignment_statement
  (variable_list . name: (dot_index_expression table: (_) @container field: (_) @name))
  (expression_list . value: (table_constructor) @body)) @definition.constant
(field name: (identifier) @name value: (function_definition body: (_)? @body)) @definition.function

; Tests are chunks of their own where their suite is too large for one.
(function_call
  name: (identifier) @_test
  arguments: (arguments (function_definition))
  (#any-of? @_test "describe" "it" "context" "before_each" "after_each" "setup" "teardown")) @definition.block

; Functions inside a call stay in it, unless it is too large for one chunk.
(chunk (function_call) @statement)
