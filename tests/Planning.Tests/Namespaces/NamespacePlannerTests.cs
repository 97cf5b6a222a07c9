using Krewe.Model.Apps;
using Krewe.Model.Core;
using Krewe.Model.Meta;
using Krewe.Planning.Namespaces;
using Krewe.Planning.Tests.Samples;

namespace Krewe.Planning.Tests.Namespaces;

public class NamespacePlannerTests
{
    private static Namespace Ending() => NamespacePlanner.Plan(new Namespace { Metadata = new ObjectMeta { Name = "team" } }, [], Some.Now).Self! with
    {
        Metadata = new ObjectMeta { Name = "team", DeletionTimestamp = Some.Now },
    };

    [Fact]
    public void A_new_namespace_becomes_active_and_is_held_for_its_content()
    {
        var plan = NamespacePlanner.Plan(new Namespace { Metadata = new ObjectMeta { Name = "team" } }, [], Some.Now);
        plan.Self!.Status.Phase.ShouldBe(NamespacePhase.Active);
        plan.Self.Spec.Finalizers.ShouldBe(["kubernetes"]);
        NamespacePlanner.Plan(plan.Self, [], Some.Now).IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void What_makes_other_objects_goes_first()
    {
        var pod = Some.Pod("web-a");
        pod = pod with { Metadata = pod.Metadata with { Finalizers = ["example/hold"] } };
        List<NamespaceContent> content =
        [
            new(PodKind.Instance, [pod]), new(DeploymentKind.Instance, [Some.Deployment()]), new(ConfigMapKind.Instance, [new ConfigMap { Metadata = Some.Meta("conf") }]),
        ];
        var plan = NamespacePlanner.Plan(Ending(), content, Some.Now);
        plan.Delete.ShouldHaveSingleItem().Object.ShouldBeOfType<Deployment>();
        plan.MayGo.ShouldBeFalse();
        var conditions = plan.Self!.Status.Conditions.ToDictionary(condition => condition.Type!.Value.Value, condition => condition.Message);
        plan.Self.Status.Phase.ShouldBe(NamespacePhase.Terminating);
        conditions["NamespaceContentRemaining"].ShouldBe(
            "Some resources are remaining: configmaps. has 1 resource instances, deployments.apps has 1 resource instances, pods. has 1 resource instances");
        conditions["NamespaceFinalizersRemaining"].ShouldBe("Some content in the namespace has finalizers remaining: example/hold in 1 resource instances");

        content.RemoveAt(1);
        NamespacePlanner.Plan(Ending(), content, Some.Now).Delete.ShouldHaveSingleItem().Object.ShouldBeOfType<Pod>();
        content[0] = new(PodKind.Instance, [pod.Ending()]);
        NamespacePlanner.Plan(Ending(), content, Some.Now).Delete.ShouldBeEmpty();
    }

    [Fact]
    public void An_empty_namespace_may_go()
    {
        var plan = NamespacePlanner.Plan(Ending(), [], Some.Now);
        plan.MayGo.ShouldBeTrue();
        plan.Self!.Spec.Finalizers.ShouldBeEmpty();
        NamespacePlanner.Plan(plan.Self, [], Some.Now).Self.ShouldBeNull();
    }
}
