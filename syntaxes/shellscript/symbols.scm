(comment) @comment

(function_definition name: (_) @name body: (_) @body) @definition.function

(program (variable_assignment name: (_) @name value: (array) @body) @definition.constant)
(program
  (declaration_command . (variable_assignment name: (_) @name value: (array) @body)) @definition.constant)
