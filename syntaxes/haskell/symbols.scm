[(comment) (haddock)] @comment
[(pragma) (imports)] @import

(data_type name: (_) @name) @definition.type
(newtype name: (_) @name) @definition.type
(type_synomym name: (_) @name) @definition.type
(type_family name: (_) @name) @definition.type
(data_family name: (_) @name) @definition.type
(class name: (_) @name declarations: (_)? @body) @definition.class
(instance name: (_) @name declarations: (_)? @body) @definition.class

; A type signature and all equations are one definition.
(signature name: (variable) @name) @clause.function
(signature name: (prefix_id (_) @name)) @clause.function
(function name: (variable) @name match: (_) @body) @clause.function
(function name: (prefix_id (_) @name) match: (_) @body) @clause.function
(function (infix operator: (_) @name) match: (_) @body) @clause.function
(bind name: (variable) @name match: (_) @body) @clause.function
