using Krewe.Model.Meta;
using Krewe.Model.Quantities;
using Krewe.Model.Validation;

namespace Krewe.Model.Tests.Validation;

public class FieldErrorsTests
{
    private readonly FieldErrors _errors = new();
    private readonly FieldPath _path = FieldPath.Spec.Child("containers").Index(0).Child("name");

    private string Text => _errors.Items.Single().ToString();

    [Fact]
    public void Paths_are_written_as_in_Kubernetes()
    {
        _path.ToString().ShouldBe("spec.containers[0].name");
        FieldPath.Metadata.Child("labels").Key("a/b").ToString().ShouldBe("metadata.labels[a/b]");
    }

    [Fact]
    public void Required()
    {
        _errors.Required(_path);
        Text.ShouldBe("spec.containers[0].name: Required value");
    }

    [Fact]
    public void Invalid_quotes_as_Go_does()
    {
        _errors.Invalid(_path, "a\"b\n\u0001é", "must be plain");
        Text.ShouldBe("""spec.containers[0].name: Invalid value: "a\"b\n\x01é": must be plain""");
    }

    [Fact]
    public void Invalid_prints_numbers_and_quantities()
    {
        _errors.Invalid(_path, -1, "x");
        _errors.Invalid(_path, Quantity.Parse("1500m"), "x");
        _errors.Invalid(_path, new IntOrString(5), "x");
        _errors.Invalid(_path, new Dictionary<string, string> { ["b"] = "1", ["a"] = "2" }, "x");
        _errors.Items.Select(i => i.Message).ShouldBe(["Invalid value: -1: x", "Invalid value: \"1500m\": x", "Invalid value: 5: x", "Invalid value: {\"a\":\"2\",\"b\":\"1\"}: x"]);
    }

    [Fact]
    public void Not_supported_names_the_known_values_in_order()
    {
        _errors.NotSupported(_path, new LabelSelectorOperator("Like"));
        Text.ShouldBe("""spec.containers[0].name: Unsupported value: "Like": supported values: "DoesNotExist", "Exists", "In", "NotIn" """.TrimEnd());
    }

    [Fact]
    public void Others()
    {
        _errors.Duplicate(_path, "a");
        _errors.Forbidden(_path, "no");
        _errors.TooLong(_path, 1);
        _errors.TooMany(_path, 3, 2);
        _errors.NotFound(_path, "v");
        _errors.Immutable(_path, "v");
        _errors.NotNegative(_path, -1);
        _errors.NotNegative(_path, null);
        _errors.Items.Select(i => i.Message).ShouldBe([
            "Duplicate value: \"a\"", "Forbidden: no", "Too long: may not be more than 1 byte", "Too many: 3: must have at most 2 items",
            "Not found: \"v\"", "Invalid value: \"v\": field is immutable", "Invalid value: -1: must be greater than or equal to 0"]);
    }

    [Fact]
    public void Metadata_lists_all_its_errors()
    {
        var metadata = new ObjectMeta
        {
            Name = "A",
            Labels = new Dictionary<string, string> { ["ok"] = "no!" },
            OwnerReferences = [new OwnerReference { ApiVersion = "v1", Kind = "Pod", Name = "p" }],
        };
        MetadataRules.Validate(metadata, namespaced: true, Krewe.Model.Names.NameRules.DnsSubdomain, FieldPath.Metadata, _errors);
        _errors.Items.Select(i => i.Field).ShouldBe(["metadata.name", "metadata.namespace", "metadata.labels", "metadata.ownerReferences[0].uid"]);
    }

    [Fact]
    public void Identity_cannot_change()
    {
        var old = new ObjectMeta { Name = "a", Uid = "1", ResourceVersion = "5", DeletionTimestamp = DateTimeOffset.UnixEpoch };
        MetadataRules.ValidateUpdate(old with { Uid = "2", Finalizers = ["x"] }, old, FieldPath.Metadata, _errors);
        _errors.Items.Select(i => i.ToString()).ShouldBe([
            "metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{\"x\"}",
            "metadata.uid: Invalid value: \"2\": field is immutable"]);
    }

    [Fact]
    public void Finalizers_that_are_there_already_need_not_say_whose_they_are()
    {
        var old = new ObjectMeta { Name = "a", Finalizers = ["mine"] };
        MetadataRules.ValidateNewFinalizers(old with { Finalizers = ["mine", "kubernetes", "a/b", "more"] }, old, FieldPath.Metadata, _errors);
        _errors.Items.Select(i => i.Field).ShouldBe(["metadata.finalizers[3]"]);
    }

    [Fact]
    public void Selectors_are_checked()
    {
        var selector = new LabelSelector { MatchExpressions = [new LabelSelectorRequirement { Key = "a", Operator = LabelSelectorOperator.In }, new LabelSelectorRequirement { Key = "a", Operator = new("Like") }] };
        LabelRules.ValidateSelector(selector, FieldPath.Spec.Child("selector"), _errors);
        _errors.Items.Select(i => i.ToString()).ShouldBe([
            "spec.selector.matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'",
            "spec.selector.matchExpressions[1].operator: Invalid value: \"Like\": not a valid selector operator"]);
    }
}
