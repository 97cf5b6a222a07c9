using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Krewe.Model.Apply;
using Krewe.Model.Documents;
using Krewe.Model.Failures;
using Krewe.Model.Meta;

namespace Krewe.Model.Tests.Apply;

/// <summary>What server-side apply promises, for any configurations.</summary>
public class ServerSideApplyProperties
{
    [Fact]
    public void Applying_again_changes_nothing() => Check(configs =>
    {
        var live = History(configs);
        var config = configs.Next();
        var once = GeneratedConfigs.Apply(live, config, "me", force: true, minute: 8).Value.Value;
        var twice = GeneratedConfigs.Apply(once, config, "me", minute: 9).Value.Value;
        Text(twice).ShouldBe(Text(once));
    });

    [Fact]
    public void Managers_of_different_fields_commute() => Check(configs =>
    {
        var live = GeneratedConfigs.Apply(null, configs.Next("base"), "base").Value.Value;
        var (left, right) = (configs.Next("l"), configs.Next("r"));
        var leftFirst = Applied(Applied(live, left, "left"), right, "right");
        var rightFirst = Applied(Applied(live, right, "right"), left, "left");
        Unordered(leftFirst).ShouldBe(Unordered(rightFirst));

        static ApiObject Applied(ApiObject live, string config, string manager) => GeneratedConfigs.Apply(live, config, manager).Value.Value;
    });

    [Fact]
    public void Who_applies_owns_exactly_what_he_applied_and_gets_it() => Check(configs =>
    {
        var live = History(configs);
        var config = configs.Next();
        var applied = GeneratedConfigs.Apply(live, config, "me", force: true).Value.Value;
        var fields = GeneratedConfigs.Fields(config);
        var own = GeneratedConfigs.Ownership(applied)[FieldOwner.Applying("me")]?.Fields ?? FieldSet.Empty;
        own.ToString().ShouldBe(fields.ToString());
        // All of it is there afterwards, with the values of the configuration: to apply it is no change.
        var again = GeneratedConfigs.Apply(applied, config, "another").Value.Value;
        var change = FieldComparison.Of(GeneratedConfigs.Content(applied), GeneratedConfigs.Content(again), GeneratedConfigs.Kind.MergeType);
        change.IsSame.ShouldBeTrue($"{change.Added} {change.Modified} {change.Removed}");
    });

    [Fact]
    public void Nobody_loses_a_field_that_did_not_change() => Check(configs =>
    {
        var live = History(configs);
        var applied = GeneratedConfigs.Apply(live, configs.Next(), "me", force: true).Value.Value;
        var change = FieldComparison.Of(GeneratedConfigs.Content(live), GeneratedConfigs.Content(applied), GeneratedConfigs.Kind.MergeType);
        var before = GeneratedConfigs.Ownership(live);
        var after = GeneratedConfigs.Ownership(applied);
        foreach (var (manager, owned) in before.Managers.Where(other => other.Key != FieldOwner.Applying("me")))
        {
            var expected = owned.Fields.Except(change.Added).Except(change.Modified).Except(change.Removed);
            (after[manager]?.Fields ?? FieldSet.Empty).ToString().ShouldBe(expected.ToString(), manager.ToString());
        }
    });

    [Fact]
    public void Without_force_others_keep_what_they_own() => Check(configs =>
    {
        var live = History(configs);
        var outcome = GeneratedConfigs.Apply(live, configs.Next(), "me");
        if (!outcome.TryGet(out var applied, out var failure))
        {
            failure.Reason.ShouldBe(FailureReason.Conflict);
            failure.Causes.ShouldNotBeEmpty();
            return;
        }
        // An item that its applier gives up goes with all that others have changed in it, as in Kubernetes.
        var removed = FieldComparison.Of(GeneratedConfigs.Content(live), GeneratedConfigs.Content(applied.Value), GeneratedConfigs.Kind.MergeType).Removed;
        foreach (var (manager, owned) in GeneratedConfigs.Ownership(live).Managers.Where(other => other.Key != FieldOwner.Applying("me")))
            (GeneratedConfigs.Ownership(applied.Value)[manager]?.Fields ?? FieldSet.Empty).ToString().ShouldBe(owned.Fields.Except(removed).ToString(), manager.ToString());
    });

    [Fact]
    public void What_a_lone_applier_gives_up_goes() => Check(configs =>
    {
        var (before, after) = (configs.Next(), configs.Next());
        var live = GeneratedConfigs.Apply(null, before, "me").Value.Value;
        var applied = GeneratedConfigs.Apply(live, after, "me").Value.Value;
        var fresh = GeneratedConfigs.Apply(null, after, "me").Value.Value;
        Unordered(applied).ShouldBe(Unordered(fresh));
    });

    [Fact]
    public void Managed_fields_survive_being_written_and_read() => Check(configs =>
    {
        var live = History(configs);
        var again = GeneratedConfigs.Ownership(live);
        again.Write().ShouldBe(live.Metadata.ManagedFields);
        var read = ApiJson.Read(GeneratedConfigs.Kind, ApiJson.Write(live));
        read.Metadata.ManagedFields.ShouldBe(live.Metadata.ManagedFields);
    });

    [Fact]
    public void Sets_of_fields_are_sets() => Check(configs =>
    {
        var (left, right) = (GeneratedConfigs.Fields(configs.Next()), GeneratedConfigs.Fields(configs.Next()));
        var (l, r) = (Paths(left), Paths(right));
        Paths(left.Union(right)).ShouldBe(l.Union(r).Order());
        Paths(left.Intersect(right)).ShouldBe(l.Intersect(r).Order());
        Paths(left.Except(right)).ShouldBe(l.Except(r).Order());
        FieldSet.Of(left).Equals(left).ShouldBeTrue();

        static List<string> Paths(FieldSet set) => [.. set.Select(path => string.Concat(path.Select(step => step.Text))).Order()];
    });

    /// <summary>An object that several have written, by applies and by updates.</summary>
    private static ApiObject History(GeneratedConfigs configs)
    {
        ApiObject? live = null;
        for (var i = 0; i < 4; i++)
        {
            var manager = new[] { "me", "you", "them" }[i % 3];
            var next = GeneratedConfigs.Apply(live, configs.Next(), manager, force: true, minute: i).Value.Value;
            live = live is null || configs.Flip()
                ? next
                : FieldTracking.Updated(ApiDocument.Draft(live), next with { Metadata = next.Metadata with { ManagedFields = live.Metadata.ManagedFields } }, manager, "", DateTimeOffset.UnixEpoch.AddDays(i));
        }
        return live!;
    }

    private static string Text(ApiObject value) => Encoding.UTF8.GetString(ApiJson.Write(value).Span);

    // Items of keyed lists and sets stand in the order in which they came; atomic lists of these documents are equal item by item.
    private static string Unordered(ApiObject value) => Sorted(JsonNode.Parse(ApiJson.Write(value).Span))!.ToJsonString();

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject fields => new JsonObject(fields.Select(field => KeyValuePair.Create(field.Key, Sorted(field.Value)))),
        JsonArray items when items.All(item => item is JsonObject || item!.ToJsonString().Contains('/')) => new JsonArray([.. items.Select(Sorted).OrderBy(item => item!.ToJsonString(), StringComparer.Ordinal)]),
        _ => node?.DeepClone(),
    };

    private static void Check(Action<GeneratedConfigs> property) =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed => property(new GeneratedConfigs(seed)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(100));
}
