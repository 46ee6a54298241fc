{{#each entities}}
<% for (name of names) { %> export class {{ pascalCase name }} <%= extends %> {
  {{#if @root.strict}} !!{{ type }} ??? <<<<<<< HEAD ======= >>>>>>> {{ field }}
  {% if x %} @@ ## $$ %% ^^ && ** (( )) :: ;; ,, {{else}} ]] [[ }} {{
  <%- include('header') %> #### ???? !!!! ~~~~ ```` |||| \\\\ <<<< >>>>
  {{/if}} %%% ::: ??? @@@ ### $$$ ^^^ &&& *** ((( ))) ;;; ,,, ]]] [[[
{{/each}} <% } %> ### @@@ ??? !!!
