(comment) @comment
[(preproc_include) (preproc_def !value)] @import
; The opening line of an include guard.
((preproc_ifdef name: (_) @import)
  (#match? @import "_(H|HH|HPP|HXX|INCLUDED)_*$"))

(template_declaration (_) @wrapped .) @wrapper
(using_declaration) @import

; Constructors, in a class and out of it, with what they initialise left out of the signature.
(field_declaration_list
  (function_definition
    !type
    declarator: (function_declarator declarator: (identifier) @name)
    [(field_initializer_list) (compound_statement) (try_statement)] @body) @definition.constructor)
(field_declaration_list
  (template_declaration
    (function_definition
      !type
      declarator: (function_declarator declarator: (identifier) @name)
      [(field_initializer_list) (compound_statement) (try_statement)] @body) @definition.constructor))

; `Foo::bar`, `ns::Foo<T>::operator==`, `Foo::~Foo`
(function_definition
  declarator: [
    (function_declarator declarator: (qualified_identifier) @path)
    (pointer_declarator (function_declarator declarator: (qualified_identifier) @path))
    (pointer_declarator (pointer_declarator (function_declarator declarator: (qualified_identifier) @path)))
    (reference_declarator (function_declarator declarator: (qualified_identifier) @path))
  ]
  [(field_initializer_list) (compound_statement) (try_statement)] @body) @definition.method

(function_definition
  declarator: [
    (function_declarator declarator: [(identifier) (field_identifier) (operator_name) (destructor_name) (template_function)] @name)
    (pointer_declarator
      (function_declarator declarator: [(identifier) (field_identifier) (operator_name) (template_function)] @name))
    (pointer_declarator
      (pointer_declarator (function_declarator declarator: [(identifier) (field_identifier) (operator_name)] @name)))
    (reference_declarator
      (function_declarator declarator: [(identifier) (field_identifier) (operator_name) (template_function)] @name))
    (function_declarator
      declarator: (parenthesized_declarator
        (pointer_declarator declarator: (function_declarator declarator: (identifier) @name))))
    (operator_cast type: (_) @name)
  ]
  body: (_) @body) @definition.function

; A conversion, `Foo::operator bool`
(function_definition
  declarator: (qualified_identifier scope: (_) @container name: (operator_cast type: (_) @name))
  body: (_) @body) @definition.method

(namespace_definition name: (_) @name body: (_) @body) @scope.module
(class_specifier name: (_) @name body: (_) @body) @definition.class
(concept_definition name: (_) @name (_) @body .) @definition.type
(alias_declaration name: (_) @name type: (_) @body) @definition.type

; Named lambdas of a file or namespace.
(declaration
  declarator: (init_declarator
    declarator: (identifier) @name
    value: (lambda_expression body: (_) @body))) @definition.function

(type_definition
  type: (struct_specifier body: (_) @body)
  declarator: (type_identifier) @name) @definition.struct
(type_definition
  type: (union_specifier body: (_) @body)
  declarator: (type_identifier) @name) @definition.struct
(type_definition
  type: (enum_specifier body: (_) @body)
  declarator: (type_identifier) @name) @definition.enum
(type_definition declarator: (type_identifier) @name) @definition.type
(type_definition
  declarator: (function_declarator
    declarator: (parenthesized_declarator (pointer_declarator declarator: (type_identifier) @name)))) @definition.type

(struct_specifier name: (_) @name body: (_) @body) @definition.struct
(union_specifier name: (_) @name body: (_) @body) @definition.struct
(enum_specifier name: (_) @name body: (_) @body) @definition.enum

(declaration
  declarator: (init_declarator
    declarator: [
      (identifier) @name
      (array_declarator declarator: (identifier) @name)
      (array_declarator declarator: (array_declarator declarator: (identifier) @name))
      (pointer_declarator declarator: (identifier) @name)
      (pointer_declarator declarator: (array_declarator declarator: (identifier) @name))
    ]
    value: (initializer_list) @body)) @definition.constant

; A macro of several lines is a function in all but name.
(preproc_function_def
  name: (_) @name
  value: (_) @body
  (#match? @body "\\n")) @definition.function
(preproc_function_def name: (_) @name value: (_)? @body) @definition.constant
(preproc_def name: (_) @name value: (_) @body) @definition.constant
