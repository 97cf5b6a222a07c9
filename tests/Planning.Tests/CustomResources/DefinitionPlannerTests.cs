using Krewe.Model.Apiextensions;
using Krewe.Model.Core;
using Krewe.Model.Meta;
using Krewe.Planning.CustomResources;
using Krewe.Planning.Tests.Samples;
using Condition = Krewe.Model.Apiextensions.CustomResourceDefinitionConditionType;

namespace Krewe.Planning.Tests.CustomResources;

public class DefinitionPlannerTests
{
    [Fact]
    public void Free_names_are_given_and_the_kind_is_served()
    {
        var plan = Serve(Definition("dogs", "Dog", "d"));
        var status = plan.Self.ShouldNotBeNull().Status;
        status.Is(Condition.Established).ShouldBeTrue();
        status.Is(Condition.NamesAccepted).ShouldBeTrue();
        status.AcceptedNames.ShouldBe(plan.Self.Spec.Names);
        Serve(plan.Self).Self.ShouldBeNull("nothing is left to do");
    }

    [Theory]
    [InlineData("hounds", "Hound", "d", "ShortNamesConflict", "\"d\" is already in use")]
    [InlineData("dog", "Hound", "h", "PluralConflict", "\"dog\" is already in use")]
    [InlineData("hounds", "DogList", "h", "KindConflict", "\"DogList\" is already in use")]
    public void Names_of_others_are_not_given(string plural, string kind, string shortName, string reason, string message)
    {
        var other = Serve(Definition("dogs", "Dog", "d")).Self!;
        var status = Serve(Definition(plural, kind, shortName), other).Self!.Status;
        status.Is(Condition.Established).ShouldBeFalse();
        var accepted = status.Conditions.Single(condition => condition.Type == Condition.NamesAccepted);
        (accepted.Reason, accepted.Message).ShouldBe((reason, message));
        Serve(Definition(plural, kind, shortName) with { Spec = Definition(plural, kind, shortName).Spec with { Group = "other.example.com" } }, other)
            .Self!.Status.Is(Condition.Established).ShouldBeTrue("names are those of a group");
    }

    [Fact]
    public void What_is_served_stays_served_under_the_names_that_it_has()
    {
        var dogs = Serve(Definition("dogs", "Dog", "d")).Self!;
        var hounds = Serve(Definition("hounds", "Hound", "h"), dogs).Self!;
        var wishes = hounds with { Spec = hounds.Spec with { Names = hounds.Spec.Names with { ShortNames = ["d"] } } };
        var status = Serve(wishes, dogs).Self!.Status;
        status.Is(Condition.Established).ShouldBeTrue();
        status.Is(Condition.NamesAccepted).ShouldBeFalse();
        status.AcceptedNames.ShortNames.ShouldBe(["h"]);
    }

    [Fact]
    public void Names_of_built_in_kinds_are_taken()
    {
        var definition = Definition("leases", "Lease", "l");
        definition = definition with { Spec = definition.Spec with { Group = "coordination.k8s.io" } };
        Serve(definition).Self!.Status.Is(Condition.Established).ShouldBeFalse();
    }

    [Fact]
    public void Objects_go_before_their_definition()
    {
        var served = Serve(Definition("dogs", "Dog", "d")).Self!;
        var ending = served with { Metadata = served.Metadata with { DeletionTimestamp = Some.Now, Finalizers = [CustomResourceDefinitionKind.CleanupFinalizer, "mine/own"] } };
        ApiObject live = new ConfigMap { Metadata = Some.Meta("a") };
        ApiObject going = new ConfigMap { Metadata = Some.Meta("b") with { DeletionTimestamp = Some.Now } };

        var full = DefinitionPlanner.Plan(ending, TakenNames.For(ending, []), [live, going], Some.Now);
        full.Delete.ShouldHaveSingleItem().Object.ShouldBe(live);
        full.MayGo.ShouldBeFalse();
        full.Self!.Status.Is(Condition.Terminating).ShouldBeTrue();

        var empty = DefinitionPlanner.Plan(ending, TakenNames.For(ending, []), [], Some.Now);
        empty.MayGo.ShouldBeFalse("somebody else holds it");
        empty.Self!.Metadata.Finalizers.ShouldBe(["mine/own"]);
        DefinitionPlanner.Plan(ending with { Metadata = ending.Metadata with { Finalizers = [] } }, TakenNames.For(ending, []), [], Some.Now).MayGo.ShouldBeTrue();
    }

    private static DefinitionPlan Serve(CustomResourceDefinition value, params CustomResourceDefinition[] others) =>
        DefinitionPlanner.Plan(value, TakenNames.For(value, [value, .. others]), [], Some.Now);

    private static CustomResourceDefinition Definition(string plural, string kind, string shortName) => (CustomResourceDefinition)CustomResourceDefinitionKind.Instance.ApplyDefaults(
        new CustomResourceDefinition
        {
            Metadata = new ObjectMeta { Name = $"{plural}.example.com" },
            Spec = new CustomResourceDefinitionSpec
            {
                Group = "example.com",
                Scope = "Cluster",
                Names = new CustomResourceDefinitionNames { Plural = plural, Kind = kind, ShortNames = [shortName] },
            },
        });
}
