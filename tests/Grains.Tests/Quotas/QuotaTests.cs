using Krewe.Grains.Objects;
using Krewe.Grains.Tests.Harness;
using Krewe.Model.Apps;
using Krewe.Model.Core;
using Krewe.Model.Documents;
using Krewe.Model.Failures;
using Krewe.Model.Meta;
using Krewe.Model.Quantities;
using Krewe.Model.Scheduling;

namespace Krewe.Grains.Tests.Quotas;

public sealed class QuotaTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Fact]
    public void What_is_over_the_limit_is_refused_in_the_words_of_Kubernetes()
    {
        using var plane = new ControlPlane(1);
        plane.Created(Quota("pods=2", "configmaps=1"));
        plane.Created(Samples.Pod("a"));
        plane.Created(Samples.Pod("b"));
        plane.Create(Samples.Pod("c")).ShouldBeRefused(FailureReason.Forbidden).Message
            .ShouldBe("pods \"c\" is forbidden: exceeded quota: team, requested: pods=1, used: pods=2, limited: pods=2");
        plane.Created(Samples.ConfigMap("a"));
        plane.Create(Samples.ConfigMap("b")).ShouldBeRefused(FailureReason.Forbidden).Message
            .ShouldBe("configmaps \"b\" is forbidden: exceeded quota: team, requested: configmaps=1, used: configmaps=1, limited: configmaps=1");
        plane.Created(Samples.ConfigMap("b", @namespace: "kube-system"));
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4)]
    public void Creations_at_the_same_time_never_get_more_than_there_is(int seed)
    {
        using var plane = new ControlPlane(seed);
        plane.Created(Quota("pods=7", "requests.cpu=500m"));
        for (var round = 0; round < 5; round++)
        {
            var outcomes = CreateAll(plane, Enumerable.Range(0, 40).Select(i => Asking($"p{round}-{i}", i % 2 == 0 ? "50m" : "100m")));
            var pods = plane.List<Pod>(PodKind.Instance);
            pods.Count.ShouldBeLessThanOrEqualTo(7);
            var cpu = pods.Sum(pod => pod.Spec.Containers[0].Resources.Requests["cpu"].MilliValue);
            cpu.ShouldBeLessThanOrEqualTo(500);
            (cpu > 450 || pods.Count == 7).ShouldBeTrue("there is no room for the least of those that were refused");
            outcomes.Count(outcome => outcome is WriteOutcome.Written).ShouldBe(pods.Count(pod => pod.Metadata.Name!.StartsWith($"p{round}-", StringComparison.Ordinal)));
            if (round == 2)
                plane.Crash();
            foreach (var pod in pods.Take(3 + round))
                plane.Delete(pod).ShouldBeOfType<WriteOutcome.Written>().Removed.ShouldBeTrue();
        }
    }

    [Fact]
    public void What_ends_or_goes_leaves_room_at_once()
    {
        using var plane = new ControlPlane(1);
        plane.Created(Quota("pods=1", "count/pods=2"));
        var first = plane.Created(Samples.Pod("a"));
        plane.Updated(first with { Status = first.Status with { Phase = PodPhase.Succeeded } }, Subresource.Status);
        var second = plane.Created(Samples.Pod("b"));
        plane.Create(Samples.Pod("c")).ShouldBeRefused(FailureReason.Forbidden).Message
            .ShouldBe("pods \"c\" is forbidden: exceeded quota: team, requested: count/pods=1,pods=1, used: count/pods=2,pods=1, limited: count/pods=2,pods=1");
        plane.Delete(second);
        plane.Created(Samples.Pod("c"));
    }

    [Fact]
    public void Pods_must_say_what_is_limited()
    {
        using var plane = new ControlPlane(1);
        plane.Created(Quota("limits.cpu=1", "requests.memory=1Gi"));
        plane.Create(Asking("a", "100m")).ShouldBeRefused(FailureReason.Forbidden).Message
            .ShouldBe("pods \"a\" is forbidden: failed quota: team: must specify limits.cpu for: c; requests.memory for: c");
    }

    [Fact]
    public void A_quota_of_a_scope_counts_what_is_in_it()
    {
        using var plane = new ControlPlane(1);
        plane.Created(new PriorityClass { Metadata = new ObjectMeta { Name = "high" }, Value = 10 });
        var quota = Quota("pods=1");
        plane.Created(quota with
        {
            Spec = quota.Spec with
            {
                ScopeSelector = new ScopeSelector
                {
                    MatchExpressions = [new() { ScopeName = ResourceQuotaScope.PriorityClass, Operator = ScopeSelectorOperator.In, Values = ["high"] }],
                },
            },
        });
        plane.Created(Samples.Pod("a"));
        plane.Created(Samples.Pod("b"));
        plane.Created(Prior("c"));
        plane.Create(Prior("d")).ShouldBeRefused(FailureReason.Forbidden).Message.ShouldContain("used: pods=1, limited: pods=1");

        static Pod Prior(string name)
        {
            var pod = Samples.Pod(name);
            return pod with { Spec = pod.Spec with { PriorityClassName = "high" } };
        }
    }

    [Fact]
    public void An_update_is_held_to_what_it_adds()
    {
        using var plane = new ControlPlane(1);
        plane.Created(Quota("services=2", "services.nodeports=2"));
        var service = plane.Created(Service("a", ServiceType.ClusterIP, 3));
        plane.Update(service with { Spec = service.Spec with { Type = ServiceType.NodePort } }).ShouldBeRefused(FailureReason.Forbidden).Message
            .ShouldBe("services \"a\" is forbidden: exceeded quota: team, requested: services.nodeports=3, used: services.nodeports=0, limited: services.nodeports=2");
        var open = plane.Created(Service("b", ServiceType.NodePort, 2));
        plane.Updated(open with { Metadata = open.Metadata with { Labels = new Dictionary<string, string> { ["a"] = "b" } } });
    }

    [Fact]
    public void A_dry_run_is_refused_too_and_takes_nothing()
    {
        using var plane = new ControlPlane(1);
        plane.Created(Quota("configmaps=1"));
        Try("a").ShouldBeOfType<WriteOutcome.Written>();
        plane.Created(Samples.ConfigMap("b"));
        Try("a").ShouldBeRefused(FailureReason.Forbidden).Message.ShouldContain("exceeded quota: team");

        WriteOutcome Try(string name)
        {
            var draft = ApiDocument.Draft(Samples.ConfigMap(name));
            return plane.Run(() => plane.Grains.GetObject(draft.Id).Create(new CreateRequest(draft, DryRun: true), default));
        }
    }

    [Fact]
    public void The_status_tells_what_is_used()
    {
        using var plane = new ControlPlane(1);
        plane.Created(Samples.ConfigMap("before"));
        plane.Created(Quota("pods=5", "requests.cpu=1", "count/configmaps=9", "count/deployments.apps=1"));
        Used(plane, "count/configmaps=1", "count/deployments.apps=0", "pods=0", "requests.cpu=0");
        var pod = plane.Created(Asking("a", "250m"));
        plane.Created(Asking("b", "100m"));
        plane.Created(Samples.ConfigMap("c"));
        Used(plane, "count/configmaps=2", "count/deployments.apps=0", "pods=2", "requests.cpu=350m");
        plane.Delete(pod);
        Used(plane, "count/configmaps=2", "count/deployments.apps=0", "pods=1", "requests.cpu=100m");
        plane.Crash();
        plane.Delete(plane.Find<Pod>(PodKind.Instance, "default", "b")!);
        Used(plane, "count/configmaps=2", "count/deployments.apps=0", "pods=0", "requests.cpu=0");
    }

    [Fact]
    public void A_replica_set_goes_on_when_there_is_room()
    {
        using var plane = new ControlPlane(1);
        var quota = plane.Created(Quota("pods=3"));
        plane.Created(Samples.ReplicaSet("web", 5));
        plane.Eventually(() => plane.List<Pod>(PodKind.Instance).Count == 3, Soon, "as many as there is room for");
        plane.Eventually(() => plane.Find<ReplicaSet>(ReplicaSetKind.Instance, "default", "web")!.Status.Conditions
            .Any(condition => condition.Message?.Contains("exceeded quota: team", StringComparison.Ordinal) == true), Soon, "it says why");
        plane.Advance(TimeSpan.FromMinutes(1));
        plane.List<Pod>(PodKind.Instance).Count.ShouldBe(3);
        quota = plane.Find<ResourceQuota>(ResourceQuotaKind.Instance, "default", "team")!;
        plane.Updated(quota with { Spec = quota.Spec with { Hard = Amounts("pods=10") } });
        plane.Eventually(() => plane.List<Pod>(PodKind.Instance).Count == 5, TimeSpan.FromMinutes(1), "all of them");
    }

    private static void Used(ControlPlane plane, params string[] amounts) => plane.Eventually(
        () => plane.Find<ResourceQuota>(ResourceQuotaKind.Instance, "default", "team")!.Status.Used.OrderBy(used => used.Key, StringComparer.Ordinal)
            .Select(used => $"{used.Key}={used.Value}").SequenceEqual(amounts), Soon, $"used is {string.Join(' ', amounts)}");

    private static IReadOnlyList<WriteOutcome> CreateAll(ControlPlane plane, IEnumerable<ApiObject> values) => plane.Run(async () =>
        await Task.WhenAll(values.Select(ApiDocument.Draft).Select(draft => plane.Grains.GetObject(draft.Id).Create(new CreateRequest(draft), default))));

    private static ResourceQuota Quota(params string[] hard) =>
        new() { Metadata = new ObjectMeta { Name = "team", Namespace = "default" }, Spec = new ResourceQuotaSpec { Hard = Amounts(hard) } };

    private static Pod Asking(string name, string cpu)
    {
        var pod = Samples.Pod(name);
        return pod with { Spec = pod.Spec with { Containers = [pod.Spec.Containers[0] with { Resources = new ResourceRequirements { Requests = Amounts($"cpu={cpu}") } }] } };
    }

    private static Service Service(string name, ServiceType type, int ports) => new()
    {
        Metadata = new ObjectMeta { Name = name, Namespace = "default" },
        Spec = new ServiceSpec { Type = type, Ports = [.. Enumerable.Range(0, ports).Select(i => new ServicePort { Name = $"p{i}", Port = 80 + i })] },
    };

    private static Dictionary<string, Quantity> Amounts(params string[] pairs) =>
        pairs.Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => Quantity.Parse(pair[1]));
}
