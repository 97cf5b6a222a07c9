using System.Text;
using Krewe.Model.Apiextensions;
using Krewe.Model.Core;
using Krewe.Model.CustomResources;
using Krewe.Model.Documents;
using Krewe.Model.Kinds;
using Krewe.Model.Patches;
using Krewe.Model.Validation;

namespace Krewe.Model.Tests.Kinds;

/// <summary>
/// Runs the folders of <c>Golden/CustomObjects</c>: what the definition beside them makes of <c>input.yaml</c>. <c>unknown.txt</c> are the fields
/// that are pruned, <c>object.json</c> is the object that is stored, <c>errors.txt</c> what is wrong with it.
/// </summary>
public sealed class CustomObjectTests
{
    private static readonly CustomResource Resource = CustomResource.Of(Established(), null)!;
    private static readonly CustomKind Kind = Resource.Served[0];

    public static TheoryData<string> Cases => GoldenCase.With("unknown.txt");

    [Theory, MemberData(nameof(Cases))]
    public void Objects_are_pruned_defaulted_and_validated(string path)
    {
        var golden = new GoldenCase(path);
        var decoded = ApiDecoder.Decode(BodyFormat.Json, golden.Json("input.yaml"), Kind, FieldValidation.Warn).Value;
        golden.ShouldGive("unknown.txt", string.Concat(decoded.Warnings.Select(warning => warning + "\n")));
        var value = Kind.PrepareForCreate(Kind.ApplyDefaults(decoded.Value));
        golden.ShouldGive("object.json", GoldenCase.Pretty(value));
        var errors = new FieldErrors();
        Kind.Validate(value, errors);
        golden.ShouldGive("errors.txt", string.Concat(errors.Items.Select(error => error + "\n")));
        Kind.ApplyDefaults(value).ShouldBe(value);
    }

    [Fact]
    public void Columns_follow_their_paths()
    {
        var golden = new GoldenCase(Path.Combine("CustomObjects", "typical"));
        var value = ApiDecoder.Decode(BodyFormat.Json, golden.Json("input.yaml"), Kind, FieldValidation.Warn).Value.Value;
        golden.ShouldGive("table.txt", GoldenCase.Table(value, new DateTimeOffset(2026, 1, 10, 12, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void Numbers_and_kept_fields_stay_as_they_were_written()
    {
        const string json = """{"kind":"CronTab","apiVersion":"stable.example.com/v1","metadata":{"name":"a"},"spec":{"cronSpec":"* * * * *","free":{"big":123456789012345678901234567890,"point":1.500,"é":"\u00e9\n"},"paused":false,"replicas":1}}""";
        var stored = StoredAs("stable.example.com/v1", json);
        var adopted = Kind.Adopt(stored);
        Encoding.UTF8.GetString(adopted.Json.Span).ShouldBe(json);
        Kind.Adopt(stored).ShouldBeSameAs(adopted, "made once");
        var patched = Patch.Apply(PatchType.Merge, adopted, """{"spec":{"image":"x"}}"""u8.ToArray(), FieldValidation.Strict).Value.Value;
        Encoding.UTF8.GetString(ApiJson.Write(patched).Span).ShouldContain("\"big\":123456789012345678901234567890,\"point\":1.500");
    }

    [Fact]
    public void A_kind_adopts_what_was_stored_by_other_rules()
    {
        var stored = StoredAs("stable.example.com/v1alpha1", """{"kind":"CronTab","apiVersion":"stable.example.com/v1alpha1","metadata":{"name":"a"},"spec":{"cronSpec":"* * * * *","old":1}}""");
        Encoding.UTF8.GetString(Kind.Adopt(stored).Json.Span)
            .ShouldBe("""{"kind":"CronTab","apiVersion":"stable.example.com/v1","metadata":{"name":"a"},"spec":{"cronSpec":"* * * * *","paused":false,"replicas":1}}""");
    }

    [Theory]
    [InlineData("v1 v2 v10 v1beta1 v1beta2 v2beta1 v1alpha1 foo bar v0", "v10 v2 v1 v2beta1 v1beta2 v1beta1 v1alpha1 bar foo v0")]
    public void Versions_are_preferred_as_in_Kubernetes(string versions, string ordered) =>
        string.Join(' ', versions.Split(' ').Order(VersionOrder.Instance)).ShouldBe(ordered);

    [Fact]
    public void A_definition_that_says_the_same_keeps_its_kinds()
    {
        var definition = Established();
        CustomResource.Of(definition with { Metadata = definition.Metadata with { ResourceVersion = "77" } }, Resource).ShouldBeSameAs(Resource);
        CustomResource.Of(definition with { Metadata = definition.Metadata with { Generation = 2 } }, Resource).ShouldNotBeSameAs(Resource);
        CustomResource.Of(definition with { Status = new CustomResourceDefinitionStatus() }, Resource).ShouldBeNull();
    }

    [Fact]
    public void A_set_finds_built_in_and_custom_kinds()
    {
        var kinds = KindSet.With([Resource]);
        kinds.Find(Kind.Gvk).ShouldBeSameAs(Kind);
        kinds.FindCollection("crontabs.stable.example.com").ShouldBeSameAs(Resource.Storage);
        kinds.Find(PodKind.Instance.Gvk).ShouldBeSameAs(PodKind.Instance);
        KindSet.BuiltIn.Find(Kind.Gvk).ShouldBeNull();
        kinds.All.Count.ShouldBe(KindRegistry.All.Count + 1);
    }

    private static ApiDocument StoredAs(string apiVersion, string json) =>
        ApiDocument.Stored(CustomKind.Named("crontabs.stable.example.com", GroupVersionKind.Parse(apiVersion, "CronTab")), 7, Encoding.UTF8.GetBytes(json));

    private static CustomResourceDefinition Established()
    {
        var definition = (CustomResourceDefinition)CustomResourceDefinitionKind.Instance.ApplyDefaults(new GoldenCase("CustomObjects").Object("definition.yaml")!);
        var errors = new FieldErrors();
        CustomResourceDefinitionKind.Instance.Validate(definition, errors);
        errors.Items.ShouldBeEmpty();
        return definition with
        {
            Metadata = definition.Metadata with { Uid = "u", Generation = 1 },
            Status = new CustomResourceDefinitionStatus
            {
                AcceptedNames = definition.Spec.Names,
                Conditions = [new CustomResourceDefinitionCondition { Type = CustomResourceDefinitionConditionType.Established, Status = ConditionStatus.True }],
            },
        };
    }
}
