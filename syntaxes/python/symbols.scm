(comment) @comment
(decorator) @attribute
[(import_statement) (import_from_statement) (future_import_statement)] @import

(decorated_definition definition: (_) @wrapped) @wrapper

(function_definition
  name: (identifier) @name
  body: (block) @body
  (#eq? @name "__init__")) @definition.constructor

(function_definition
  name: (identifier) @name
  body: (block . (expression_statement (string) @doc)? ) @body) @definition.function

(class_definition
  name: (identifier) @name
  body: (block . (expression_statement (string) @doc)?) @body) @definition.class

; Named lambdas.
(expression_statement
  (assignment left: (identifier) @name right: (lambda body: (_) @body))) @definition.function

; Constants and type aliases of a module.
(module
  (expression_statement
    (assignment left: (identifier) @name right: (_) @body)) @definition.constant)

(type_alias_statement . (type) @name) @definition.type
