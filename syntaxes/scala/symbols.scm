[(comment) (block_comment)] @comment
(annotation) @attribute
(import_declaration) @import
(package_clause name: (_) @import)

(class_definition name: (_) @name [(extends_clause) (template_body)]? @_rest body: (_)? @body) @definition.class
(object_definition name: (_) @name body: (_)? @body) @definition.class
(package_object name: (_) @name body: (_)? @body) @definition.class
(trait_definition name: (_) @name body: (_)? @body) @definition.trait
(enum_definition name: (_) @name body: (_) @body) @definition.enum

; A given without a name goes by its type, as does an extension.
(given_definition name: (_) @name body: (_) @body) @definition.class
(given_definition return_type: (_) @name body: (_) @body) @definition.class
(extension_definition
  parameters: (parameters . (parameter type: (_) @name))
  body: (_) @body) @scope.class

(function_definition name: (_) @name body: (_) @body (#eq? @name "this")) @definition.constructor
(function_definition name: (_) @name body: (_) @body) @definition.function

(type_definition name: (_) @name) @definition.type
(val_definition pattern: (identifier) @name value: (_) @body) @definition.constant
