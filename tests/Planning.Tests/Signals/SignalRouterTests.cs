using Krewe.Model.Apps;
using Krewe.Model.Core;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Planning.GarbageCollection;
using Krewe.Planning.Signals;
using Krewe.Planning.Tests.Samples;

namespace Krewe.Planning.Tests.Signals;

public class SignalRouterTests
{
    private static HashSet<SignalTarget> Route(ApiObject? before, ApiObject? after)
    {
        var targets = new HashSet<SignalTarget>();
        SignalRouter.Route(before, after, targets);
        return targets;
    }

    private static SignalTarget Reconciler(string id) => new SignalTarget.Reconciler(ObjectId.Parse(id));

    private static readonly SignalTarget Services = new SignalTarget.Selecting("services", "default", Some.Labels("app=web"));

    private static readonly SignalTarget Budgets = new SignalTarget.Selecting("poddisruptionbudgets.policy", "default", Some.Labels("app=web"));

    private static readonly SignalTarget Quotas = new SignalTarget.Selecting("resourcequotas", "default", Some.Labels());

    private static Pod Owned(string? node = "n1", bool ready = true, string? ip = "10.1.0.1") => Some.Pod("web-a", Some.ReplicaSet(), node, ready) is var pod
        ? pod with { Status = pod.Status with { PodIP = ip } } : pod;

    [Fact]
    public void A_new_pod_concerns_its_controller_the_scheduler_and_the_collector()
    {
        var targets = Route(null, Owned(node: null, ip: null));
        targets.ShouldContain(Reconciler("replicasets.apps/default/web"));
        targets.ShouldContain(SignalTarget.Scheduler.Instance);
        targets.ShouldContain(new SignalTarget.DependentCollector(ObjectId.Parse("pods/default/web-a")));
        targets.ShouldNotContain(Services);
    }

    [Fact]
    public void A_binding_concerns_the_node()
    {
        var targets = Route(Owned(node: null, ip: null), Owned(ready: false, ip: null));
        targets.ShouldContain(Reconciler("nodes//n1"));
        targets.ShouldNotContain(SignalTarget.Scheduler.Instance);
        targets.ShouldNotContain(Services);
    }

    [Fact]
    public void Readiness_concerns_controller_services_and_budgets_but_not_the_node_that_reported_it()
    {
        var targets = Route(Owned(ready: false), Owned());
        targets.ShouldBe([Reconciler("replicasets.apps/default/web"), Services, Budgets], ignoreOrder: true);
    }

    [Fact]
    public void What_comes_goes_or_ends_concerns_the_quotas_of_its_namespace()
    {
        Route(null, Owned()).ShouldContain(Quotas);
        Route(Owned(), null).ShouldContain(Quotas);
        Route(Owned(), Owned() with { Status = new PodStatus { Phase = PodPhase.Succeeded } }).ShouldContain(Quotas);
        Route(Owned(ready: false), Owned()).ShouldNotContain(Quotas);
        Route(new ResourceQuota { Metadata = Some.Meta("q") }, new ResourceQuota { Metadata = Some.Meta("q"), Status = new ResourceQuotaStatus { Used = new Dictionary<string, Krewe.Model.Quantities.Quantity> { ["pods"] = Krewe.Model.Quantities.Quantity.Of(1) } } }).ShouldBeEmpty();
    }

    [Fact]
    public void A_wanted_number_concerns_the_budgets_of_its_pods() =>
        Route(Some.Deployment(replicas: 2), Some.Deployment(replicas: 3)).ShouldContain(new SignalTarget.Selecting("poddisruptionbudgets.policy", "default", Some.Labels("app=web")));

    [Fact]
    public void A_status_that_nobody_counts_concerns_nobody()
    {
        var after = Owned();
        Route(Owned(), after with { Status = after.Status with { Message = "all is well" } }).ShouldBeEmpty();
    }

    [Fact]
    public void The_end_of_a_pod_frees_room_and_concerns_whoever_waited_for_it()
    {
        var targets = Route(Owned().Ending(), null);
        targets.ShouldContain(SignalTarget.Scheduler.Instance);
        targets.ShouldContain(Reconciler("nodes//n1"));
        targets.ShouldContain(Services);
        targets.ShouldContain(new SignalTarget.NamespaceContent("default"));
        targets.ShouldContain(new SignalTarget.OwnerCollector(ObjectId.Parse("pods/default/web-a"), "uid-web-a"));
        targets.ShouldContain(new SignalTarget.OwnerCollector(ObjectId.Parse("replicasets.apps/default/web"), "uid-web"));
        targets.ShouldContain(new SignalTarget.Selecting("deployments.apps", "default", Some.Labels("app=web")));
    }

    [Fact]
    public void An_orphan_concerns_whoever_may_adopt_it() =>
        Route(null, Some.Pod("stray")).ShouldContain(new SignalTarget.Selecting("replicasets.apps", "default", Some.Labels("app=web")));

    [Fact]
    public void A_replica_set_concerns_its_deployment_and_itself_only_when_it_asks_for_something_else()
    {
        var set = Some.ReplicaSet();
        set = set with { Metadata = set.Metadata with { OwnerReferences = [Ownership.ControllerReference.To(Some.Deployment("shop"))] } };
        var deployment = Reconciler("deployments.apps/default/shop");
        Route(set, set with { Status = new ReplicaSetStatus { Replicas = 1 } }).ShouldBe([deployment]);
        Route(set, set with { Metadata = set.Metadata with { Generation = 2 } }).ShouldBe([deployment, Reconciler("replicasets.apps/default/web")], ignoreOrder: true);
    }

    [Fact]
    public void Heartbeats_of_a_node_concern_nobody_but_its_taints_concern_the_scheduler()
    {
        var node = Some.Node();
        Route(node, node with { Status = node.Status with { Conditions = [] } }).ShouldBeEmpty();
        Route(node, node with { Spec = new NodeSpec { Unschedulable = true } }).ShouldContain(SignalTarget.Scheduler.Instance);
        Route(node, null).ShouldContain(new SignalTarget.PodsOfNode("n1"));
    }

    [Fact]
    public void Services_and_nodes_look_at_their_own_new_specification_though_it_has_no_generation()
    {
        var service = new Service { Metadata = Some.Meta("web"), Spec = new ServiceSpec { Selector = Some.Labels("app=web") } };
        var itself = Reconciler("services/default/web");
        Route(service, service with { Spec = service.Spec with { Selector = Some.Labels("app=shop") } }).ShouldContain(itself);
        Route(service, service with { Status = new ServiceStatus { LoadBalancer = new LoadBalancerStatus() } }).ShouldNotContain(itself);

        var node = Some.Node();
        Route(node, node with { Spec = node.Spec with { Taints = [new Taint { Key = "mine", Effect = TaintEffect.NoExecute }] } })
            .ShouldContain(Reconciler("nodes//n1"));
    }

    [Fact]
    public void An_owner_that_waits_for_its_dependents_concerns_the_collector()
    {
        var set = Some.ReplicaSet();
        var ending = set with { Metadata = set.Metadata with { DeletionTimestamp = Some.Now, Finalizers = [CollectorFinalizers.Foreground] } };
        Route(set, ending).ShouldContain(new SignalTarget.OwnerCollector(ObjectId.Parse("replicasets.apps/default/web"), "uid-web"));
    }

    [Fact]
    public void An_owner_of_a_custom_kind_concerns_the_collector_as_it_was_named()
    {
        var owner = new OwnerReference { ApiVersion = "example.com/v1", Kind = "Dog", Name = "rex", Uid = "u", BlockOwnerDeletion = true };
        Route(new ConfigMap { Metadata = Some.Meta("collar") with { OwnerReferences = [owner] } }, null)
            .ShouldContain(new SignalTarget.BlockedOwner(owner, "default"));
    }

    [Fact]
    public void Configuration_concerns_the_nodes_that_use_it() =>
        Route(null, new ConfigMap { Metadata = Some.Meta("conf") }).ShouldBe([new SignalTarget.NodesUsing(ObjectId.Parse("configmaps/default/conf")), Quotas]);

    [Fact]
    public void Events_concern_nobody() => Route(new Event { Metadata = Some.Meta("e") }, null).ShouldBeEmpty();
}
