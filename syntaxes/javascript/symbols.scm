(comment) @comment
(decorator) @attribute
(import_statement) @import

(export_statement declaration: (_) @wrapped) @wrapper
(lexical_declaration . (variable_declarator) @wrapped .) @wrapper
(variable_declaration . (variable_declarator) @wrapped .) @wrapper
(expression_statement (assignment_expression) @wrapped) @wrapper

(function_declaration
  name: (identifier) @name
  body: (_) @body) @definition.function

(generator_function_declaration
  name: (identifier) @name
  body: (_) @body) @definition.function

; `export default function () {}`, `export default () => {}`
(export_statement
  "default" @name
  value: [(function_expression body: (_) @body) (arrow_function body: (_) @body)]) @definition.function

(class_declaration
  name: (identifier) @name
  body: (class_body) @body) @definition.class

(export_statement "default" @name value: (class body: (class_body) @body)) @definition.class

(variable_declarator
  name: (identifier) @name
  value: (class body: (class_body) @body)) @definition.class

(method_definition
  name: (_) @name
  body: (_) @body
  (#eq? @name "constructor")) @definition.constructor

(class_body
  (method_definition
    name: (_) @name
    body: (_) @body) @definition.method)

(field_definition
  property: (_) @name
  value: [
    (arrow_function body: (_) @body)
    (function_expression body: (_) @body)
  ]) @definition.method

; Functions that are given a name by a variable or an assignment; a call around them, such as `memo(() => {})`, changes nothing.
(variable_declarator
  name: (identifier) @name
  value: [
    (arrow_function body: (_) @body)
    (function_expression body: (_) @body)
    (generator_function body: (_) @body)
  ]) @definition.function

(variable_declarator
  name: (identifier) @name
  value: (call_expression
    function: [(identifier) @_call (member_expression object: (identifier) @_react)]
    arguments: (arguments . [(arrow_function body: (_) @body) (function_expression body: (_) @body)]))
  (#not-match? @_call "^(setTimeout|setInterval|setImmediate|require|requestAnimationFrame)$")
  (#eq? @_react "React")) @definition.function

; `exports.name = function () {}` and `name = () => {}`
(assignment_expression
  left: (identifier) @name
  right: [
    (arrow_function body: (_) @body)
    (function_expression body: (_) @body)
    (generator_function body: (_) @body)
  ]) @definition.function

(assignment_expression
  left: (member_expression object: (_) @_exports property: (property_identifier) @name)
  right: [
    (arrow_function body: (_) @body)
    (function_expression body: (_) @body)
    (generator_function body: (_) @body)
  ]
  (#any-of? @_exports "exports" "module.exports" "this")) @definition.function

; `module.exports = function () {}`
(assignment_expression
  left: (member_expression object: (identifier) @_module property: (property_identifier) @name)
  right: [
    (arrow_function body: (_) @body)
    (function_expression body: (_) @body)
    (generator_function body: (_) @body)
    (object) @body
    (class body: (_) @body)
  ]
  (#eq? @_module "module")
  (#eq? @name "exports")) @definition.constant

; `Stack.prototype.push = function () {}`
(assignment_expression
  left: (member_expression
    object: (member_expression object: (identifier) @container property: (property_identifier) @_prototype)
    property: (property_identifier) @name)
  right: [(arrow_function body: (_) @body) (function_expression body: (_) @body) (generator_function body: (_) @body)]
  (#eq? @_prototype "prototype")) @definition.method

; `app.handle = function () {}`
(assignment_expression
  left: (member_expression object: (identifier) @container property: (property_identifier) @name)
  right: [
    (arrow_function body: (_) @body)
    (function_expression body: (_) @body)
    (generator_function body: (_) @body)
  ]
  (#not-any-of? @container "exports" "module" "this")) @definition.function

; Objects that hold functions: `const api = { list() {}, get: () => {} }`, `export default { methods: {} }`.
(program
  (_
    (variable_declarator
      name: (identifier) @name
      value: [(object) (array) (call_expression) (new_expression) (template_string) (string)] @body) @definition.constant))

(export_statement
  (_
    (variable_declarator
      name: (identifier) @name
      value: [(object) (array) (call_expression) (new_expression) (template_string) (string)] @body) @definition.constant))

(export_statement "default" @name value: [(object) (call_expression)] @body) @definition.constant

(object
  (method_definition
    name: (_) @name
    body: (_) @body) @definition.method)

(pair
  key: (_) @name
  value: [
    (arrow_function body: (_) @body)
    (function_expression body: (_) @body)
    (generator_function body: (_) @body)
  ]) @definition.function

; Tests are chunks of their own where their suite is too large for one.
(expression_statement
  (call_expression
    function: [
      (identifier) @_test
      (member_expression object: (identifier) @_test)
      (call_expression function: (member_expression object: (identifier) @_test))
    ]
    arguments: (arguments [(arrow_function) (function_expression)]))
  (#any-of? @_test
    "describe" "it" "test" "suite" "context" "specify" "bench" "fdescribe" "fit" "xdescribe" "xit"
    "before" "after" "beforeEach" "afterEach" "beforeAll" "afterAll" "setup" "teardown")) @definition.block

; Functions inside a call stay in it, unless it is too large for one chunk.
(expression_statement [(call_expression) (await_expression) (unary_expression) (parenthesized_expression)]) @statement
