using System.Text;
using System.Text.Json.Nodes;
using Krewe.Model.Apiextensions;
using Krewe.Model.CustomResources.Rules;
using Krewe.Model.CustomResources.Schemas;
using Krewe.Model.Documents;
using Krewe.Model.Validation;
using Krewe.Model.Yaml;

namespace Krewe.Model.Tests.CustomResources;

/// <summary>Rules of schemas (<c>x-kubernetes-validations</c>): what definitions may demand, and what becomes of objects that do not comply.</summary>
public sealed class RuleTests
{
    private const string Schema = """
        type: object
        x-kubernetes-validations:
        - {rule: "self.metadata.name.startsWith('a') && self.kind == 'Thing' && self.apiVersion == 'x/v1'", message: "name must start with a"}
        properties:
          spec:
            type: object
            x-kubernetes-validations:
            - {rule: "self.minReplicas <= self.replicas && self.replicas <= self.maxReplicas", messageExpression: "'replicas must be between ' + string(self.minReplicas) + ' and ' + string(self.maxReplicas)"}
            - {rule: "!has(self.end) || self.start < self.end", fieldPath: ".end", reason: FieldValueForbidden, message: "ends before it starts"}
            properties:
              replicas: {type: integer}
              minReplicas: {type: integer, default: 0}
              maxReplicas: {type: integer, default: 10}
              start: {type: string, format: date-time}
              end: {type: string, format: date-time}
              timeout: {type: string, format: duration, x-kubernetes-validations: [{rule: "self <= duration('1h')"}]}
              class: {type: string, x-kubernetes-validations: [{rule: "self == oldSelf", message: "class is immutable"}]}
              size: {type: string, x-kubernetes-validations: [{rule: "isQuantity(self) && quantity(self).isLessThan(quantity('1Ti'))"}]}
              port: {x-kubernetes-int-or-string: true, x-kubernetes-validations: [{rule: "type(self) == int ? self < 100 : self != ''"}]}
              never-used: {type: boolean, nullable: true}
              namespace: {type: string, x-kubernetes-validations: [{rule: "size(self) < 5"}]}
              tags: {type: array, x-kubernetes-list-type: set, items: {type: string}, x-kubernetes-validations: [{rule: "self == ['x', 'y'] || !('x' in self)"}, {rule: "(self + ['x']).size() <= 3"}]}
              limits: {type: object, additionalProperties: {type: integer, x-kubernetes-validations: [{rule: "self >= oldSelf", message: "may not shrink"}]}, x-kubernetes-validations: [{rule: "self.all(k, self[k] < 100)"}]}
              rules:
                type: array
                x-kubernetes-list-type: map
                x-kubernetes-list-map-keys: [name]
                items:
                  type: object
                  required: [name]
                  properties:
                    name: {type: string}
                    weight: {type: integer}
                  x-kubernetes-validations: [{rule: "self.weight >= oldSelf.weight"}]
              count: {type: integer, x-kubernetes-validations: [{rule: "oldSelf.hasValue() ? self == oldSelf.value() + 1 : self == 1", optionalOldSelf: true, message: "must count up from 1"}]}
            x-kubernetes-preserve-unknown-fields: true
        """;

    [Theory]
    [InlineData("{}", "spec: Invalid value: \"object\": no such key: minReplicas evaluating rule: self.minReplicas <= self.replicas && self.replicas <= self.maxReplicas")]
    [InlineData("{replicas: 3, minReplicas: 1, maxReplicas: 5}")]
    [InlineData("{replicas: 9, minReplicas: 1, maxReplicas: 5}", "spec: Invalid value: \"object\": replicas must be between 1 and 5")]
    [InlineData("{start: '2026-12-01T00:00:00Z', end: '2026-11-01T00:00:00Z'}", "spec.end: Forbidden: ends before it starts")]
    [InlineData("{start: '2026-12-01T00:00:00Z', end: '2026-12-01T00:00:00.5Z'}")]
    [InlineData("{timeout: 90m}", "spec.timeout: Invalid value: \"string\": failed rule: self <= duration('1h')")]
    [InlineData("{timeout: 60m, class: fast}")]
    [InlineData("{size: 2Ti}", "spec.size: Invalid value: \"string\": failed rule: isQuantity(self) && quantity(self).isLessThan(quantity('1Ti'))")]
    [InlineData("{port: 80}")]
    [InlineData("{port: http}")]
    [InlineData("{port: 800}", "spec.port: Invalid value: \"\": failed rule: type(self) == int ? self < 100 : self != ''")]
    [InlineData("{namespace: much-too-long}", "spec.namespace: Invalid value: \"string\": failed rule: size(self) < 5")]
    [InlineData("{tags: ['y', x]}")]
    [InlineData("{tags: [x, z]}", "spec.tags: Invalid value: \"array\": failed rule: self == ['x', 'y'] || !('x' in self)")]
    [InlineData("{tags: [a, b, c]}", "spec.tags: Invalid value: \"array\": failed rule: (self + ['x']).size() <= 3")]
    [InlineData("{limits: {a: 1, b: 100}}", "spec.limits: Invalid value: \"object\": failed rule: self.all(k, self[k] < 100)")]
    [InlineData("{limits: {a: 1}, rules: [{name: a, weight: 1}], count: 1}")]
    [InlineData("{count: 5}", "spec.count: Invalid value: \"integer\": must count up from 1")]
    [InlineData("{replicas: no}", "spec.replicas: Invalid value: \"boolean\": spec.replicas in body must be of type integer: \"boolean\"",
        "<nil>: Invalid value: \"null\": some validation rules were not checked because the object was invalid; correct the existing errors to complete validation")]
    public void New_objects_keep_the_rules(string spec, params string[] errors) => Errors(Object(Defaulted(spec)), null).ShouldBe(errors);

    [Theory]
    [InlineData("{class: a}", "{class: a}")]
    [InlineData("{class: b}", "{class: a}", "spec.class: Invalid value: \"string\": class is immutable")]
    [InlineData("{class: b}", "{}")]
    [InlineData("{limits: {a: 5, b: 1}}", "{limits: {a: 4}}")]
    [InlineData("{limits: {a: 3}}", "{limits: {a: 4}}", "spec.limits[a]: Invalid value: \"integer\": may not shrink")]
    [InlineData("{rules: [{name: b, weight: 1}, {name: a, weight: 2}]}", "{rules: [{name: a, weight: 2}]}")]
    [InlineData("{rules: [{name: b, weight: 1}, {name: a, weight: 2}]}", "{rules: [{name: a, weight: 3}]}", "spec.rules[1]: Invalid value: \"object\": failed rule: self.weight >= oldSelf.weight")]
    [InlineData("{count: 2}", "{count: 1}")]
    [InlineData("{namespace: much-too-long, class: a}", "{namespace: much-too-long}")]
    [InlineData("{namespace: still-too-long}", "{namespace: much-too-long}", "spec.namespace: Invalid value: \"string\": failed rule: size(self) < 5")]
    [InlineData("{count: 3}", "{count: 1}", "spec.count: Invalid value: \"integer\": must count up from 1")]
    public void Changed_objects_keep_the_rules_that_compare(string spec, string old, params string[] errors) => Errors(Object(Defaulted(spec)), Object(Defaulted(old))).ShouldBe(errors);

    [Fact]
    public void Rules_of_a_whole_object_see_its_name() =>
        Errors(Object(Defaulted("{class: a}"), name: "b"), null).ShouldBe(["<nil>: Invalid value: \"object\": name must start with a"]);

    [Fact]
    public void Rules_that_take_too_long_end_and_are_broken()
    {
        var node = Node("""
            type: object
            properties:
              spec: {type: array, items: {type: integer}, x-kubernetes-validations: [{rule: "self.all(a, self.all(b, self.all(c, a + b + c >= 0)))"}, {rule: "false"}]}
            """);
        var value = new JsonObject { ["spec"] = new JsonArray([.. Enumerable.Range(0, 500).Select(i => (JsonNode)JsonValue.Create(i))]) };
        var errors = new FieldErrors();
        RuleValidator.Validate(value, null, node, new FieldErrors(), errors);
        errors.Items.Single().ToString().ShouldBe(
            "spec: Invalid value: \"array\": 'operation cancelled: actual cost limit exceeded': no further validation rules will be run due to call cost exceeds limit for rule: self.all(a, self.all(b, self.all(c, a + b + c >= 0)))");
    }

    [Fact]
    public void A_hundred_errors_are_enough()
    {
        var errors = new FieldErrors();
        RuleValidator.Validate(new JsonObject { ["x"] = new JsonArray([.. Enumerable.Repeat(0, 1000).Select(i => (JsonNode)JsonValue.Create(i))]) }, null,
            Node("{type: object, properties: {x: {type: array, items: {type: integer, x-kubernetes-validations: [{rule: 'false'}]}}}}"), new FieldErrors(), errors);
        errors.Items.Count.ShouldBe(100);
    }

    [Theory]
    [InlineData("[1, 2, 3, 4, 5, 6, 7, 8].map(i, [self.s, self.s]).size() > 0")]
    [InlineData("[1, 2, 3, 4, 5, 6, 7, 8].all(a, [1, 2, 3, 4, 5, 6, 7, 8].all(b, self.s.contains(self.s)))")]
    [InlineData("[1, 2, 3, 4, 5, 6, 7, 8].all(a, [1, 2, 3, 4, 5, 6, 7, 8].all(b, self.s.findAll('a').size() > 0))")]
    [InlineData("'%s'.format([[bytes(self.s), bytes(self.s), bytes(self.s), bytes(self.s), bytes(self.s), bytes(self.s), bytes(self.s)]]) + self.s + self.s + self.s + self.s + self.s + self.s != '' && self.s.split('').size() > 0")]
    public void Long_texts_are_paid_for(string rule)
    {
        var errors = new FieldErrors();
        RuleValidator.Validate(new JsonObject { ["s"] = new string('a', 1_000_000) }, null,
            Node($"{{type: object, properties: {{s: {{type: string}}}}, x-kubernetes-validations: [{{rule: \"{rule}\"}}]}}"), new FieldErrors(), errors);
        errors.Items.Single().ToString().ShouldContain("cost");
    }

    [Theory]
    [InlineData("{rule: 'self.x > 0'}")]
    [InlineData("{rule: ''}", "x-kubernetes-validations[0].rule: Required value: rule is not specified")]
    [InlineData("{rule: 'self.y > 0'}", "x-kubernetes-validations[0].rule: Invalid value: \"self.y > 0\": compilation failed: ERROR: <input>:1:5: undefined field 'y'\n | self.y > 0\n | ....^")]
    [InlineData("{rule: 'self.x'}", "x-kubernetes-validations[0].rule: Invalid value: \"self.x\": compilation failed: cel expression must evaluate to a bool")]
    [InlineData("{rule: 'self.x > 0', reason: Odd}", "x-kubernetes-validations[0].reason: Unsupported value: \"Odd\": supported values: \"FieldValueDuplicate\", \"FieldValueForbidden\", \"FieldValueInvalid\", \"FieldValueRequired\"")]
    [InlineData("{rule: 'self.x > 0', fieldPath: .y}", "x-kubernetes-validations[0].fieldPath: Invalid value: \".y\": fieldPath must be a valid path: it must name a field of the schema, as .a.b does")]
    [InlineData("{rule: 'self.x > 0', fieldPath: .x, messageExpression: 'self.x'}", "x-kubernetes-validations[0].messageExpression: Invalid value: \"self.x\": messageExpression compilation failed: messageExpression must evaluate to a string")]
    [InlineData("{rule: 'self.x > 0', optionalOldSelf: true}", "x-kubernetes-validations[0].optionalOldSelf: Invalid value: true: may not be set if oldSelf is not used in rule")]
    [InlineData("{rule: \"self.x\\n > 0\"}", "x-kubernetes-validations[0].message: Required value: message must be specified if rule contains line breaks")]
    [InlineData("{rule: 'self.list.all(i, i > 0) && !has(self.free.a)'}", "x-kubernetes-validations[0].rule: Invalid value: \"self.list.all(i, i > 0) && !has(self.free.a)\": compilation failed: ERROR: <input>:1:42: undefined field 'a'\n | self.list.all(i, i > 0) && !has(self.free.a)\n | .........................................^")]
    public void Definitions_are_held_to_what_rules_can_say(string rule, params string[] errors)
    {
        var node = Node($$$"""
            type: object
            properties:
              x: {type: integer}
              list: {type: array, items: {type: integer}}
              free: {type: object, x-kubernetes-preserve-unknown-fields: true}
            x-kubernetes-validations: [{{{rule}}}]
            """);
        var found = new FieldErrors();
        ExpressionRules.Validate(node, FieldPath.Of("s"), found);
        found.Items.Select(error => error.ToString()).ShouldBe(errors.Select(error => $"s.{error}"));
    }

    [Fact]
    public void Items_without_keys_cannot_be_compared_with_what_they_were()
    {
        var found = new FieldErrors();
        ExpressionRules.Validate(Node("""
            type: object
            properties:
              list: {type: array, items: {type: integer, x-kubernetes-validations: [{rule: self > oldSelf}]}}
            """), FieldPath.Of("s"), found);
        found.Items.Single().ToString().ShouldBe(
            "s.properties[list].items.x-kubernetes-validations[0].rule: Invalid value: \"self > oldSelf\": oldSelf cannot be used on the uncorrelatable portion of the schema within s.properties[list]");
    }

    [Theory]
    [InlineData("a", "a")]
    [InlineData("a-b.c/d", "a__dash__b__dot__c__slash__d")]
    [InlineData("a__b", "a__underscores__b")]
    [InlineData("namespace", "__namespace__")]
    [InlineData("1a", null)]
    [InlineData("a b", null)]
    public void Names_that_are_no_identifiers_are_escaped(string name, string? escaped)
    {
        FieldNames.Escape(name).ShouldBe(escaped);
        if (escaped is not null)
            FieldNames.Unescape(escaped).ShouldBe(name);
    }

    [Theory]
    [InlineData("a__b")]
    [InlineData("namespace")]
    [InlineData("a-b")]
    [InlineData("__in")]
    public void Nothing_else_escapes_to_a_name(string name) => FieldNames.Unescape(name).ShouldBeNull();

    private static string[] Errors(JsonObject value, JsonObject? old)
    {
        var node = Node(Schema);
        var (found, errors) = (new FieldErrors(), new FieldErrors());
        SchemaValidator.Validate(value, node, "", found);
        RuleValidator.Validate(value, old, node, found, errors);
        return [.. found.Items.Concat(errors.Items).Select(error => error.ToString())];
    }

    /// <summary>With the numbers that the rule about them looks at, unless the object says something about them itself or nothing at all.</summary>
    private static JsonObject Defaulted(string spec)
    {
        var given = (JsonObject)JsonNode.Parse(ToJson(spec))!;
        if (given.Count > 0 && !given.ContainsKey("replicas"))
            (given["replicas"], given["minReplicas"], given["maxReplicas"]) = (1, 0, 10);
        return given;
    }

    private static JsonObject Object(JsonObject spec, string name = "a") =>
        new() { ["apiVersion"] = "x/v1", ["kind"] = "Thing", ["metadata"] = new JsonObject { ["name"] = name }, ["spec"] = spec };

    private static SchemaNode Node(string yaml)
    {
        var json = $"{{\"spec\":{{\"versions\":[{{\"name\":\"v1\",\"schema\":{{\"openAPIV3Schema\":{ToJson(yaml)}}}}}]}}}}";
        var definition = (CustomResourceDefinition)ApiJson.Read(CustomResourceDefinitionKind.Instance, Encoding.UTF8.GetBytes(json));
        return SchemaNode.OfObject(definition.Spec.Versions[0].Validation!.OpenAPIV3Schema!);
    }

    private static string ToJson(string yaml) => Encoding.UTF8.GetString(YamlJson.Convert(Encoding.UTF8.GetBytes(yaml)).Span);
}
