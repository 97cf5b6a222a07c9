using Krewe.Grains.Collections;
using Krewe.Grains.Nodes;
using Krewe.Grains.Objects;
using Krewe.Model.Apps;
using Krewe.Model.Core;
using Krewe.Model.Documents;
using Krewe.Model.Failures;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Quantities;
using Krewe.Protocol;
using Orleans;
using Orleans.Runtime;

namespace Krewe.Crossing.Tests.Orleans;

/// <summary>The grains at work on a cluster of Orleans silos, seen from a client of it.</summary>
public sealed class ClusterTests(Cluster cluster) : IClassFixture<Cluster>
{
    private IClusterClient Client => cluster.Client;

    [Fact]
    public async Task Writes_refusals_and_lists_cross()
    {
        var draft = ConfigMap("plain", "1");
        var written = (await Create(draft)).ShouldBeOfType<WriteOutcome.Written>().Document;
        written.As<ConfigMap>().Data["key"].ShouldBe("1");
        written.Revision.ShouldBeGreaterThan(0);

        (await Create(draft)).ShouldBeOfType<WriteOutcome.Refused>().Failure.Reason.ShouldBe(FailureReason.AlreadyExists);
        var invalid = (await Create(ConfigMap("No-Capitals", "1"))).ShouldBeOfType<WriteOutcome.Refused>().Failure;
        invalid.Causes.ShouldHaveSingleItem().Field.ShouldBe("metadata.name");

        var patched = await Client.GetObject(written.Id).Patch(
            new PatchRequest(Krewe.Model.Patches.PatchType.Merge, """{"data":{"key":"2"}}"""u8.ToArray()), default);
        patched.ShouldBeOfType<WriteOutcome.Written>().Document.As<ConfigMap>().Data["key"].ShouldBe("2");

        var selector = new LabelSelector { MatchLabels = new Dictionary<string, string> { ["set"] = "plain" } };
        var listed = await Client.GetCollection(ConfigMapKind.Instance).List(new ObjectQuery("default", selector));
        listed.Documents.ShouldHaveSingleItem().As<ConfigMap>().Data["key"].ShouldBe("2");
    }

    [Fact]
    public async Task Changes_reach_an_observer_in_another_process()
    {
        var collection = Client.GetCollection(ConfigMapKind.Instance);
        var changes = new RecordedChanges();
        var reference = Client.CreateObjectReference<ICollectionObserver>(changes);
        (await collection.Subscribe(reference, null, default)).ShouldBeOfType<SubscribeOutcome.Subscribed>().Snapshot.ShouldNotBeNull();

        await Create(ConfigMap("watched", "1"));

        var batch = await changes.Next(batch => batch.Changes.Any(change => change.Document.Key.Name == "watched"));
        batch.Changes[^1].Kind.ShouldBe(ChangeKind.Added);
        batch.Revision.ShouldBe(batch.Changes[^1].Document.Revision);
        await collection.Unsubscribe(reference);
        GC.KeepAlive(changes);
    }

    [Fact]
    public async Task A_deployment_runs_on_a_node_whose_agent_is_connected_elsewhere()
    {
        var session = new RecordedSession();
        var node = Client.GetGrain<INodeGrain>(new ObjectId("nodes", new ObjectKey("", "node-1")).ToString());
        var accepted = (await node.Connect(Hello(), Client.CreateObjectReference<IAgentSession>(session), default)).ShouldBeOfType<ConnectOutcome.Accepted>();
        await session.Next(message => message is DesiredState);

        (await Create(Deployment("web", 3))).ShouldBeOfType<WriteOutcome.Written>();
        var pods = new Dictionary<string, Pod>();
        while (pods.Count < 3)
        {
            var change = (DesiredChange)await session.Next(message => message is DesiredChange);
            foreach (var assigned in change.Assigned)
                pods[assigned.Pod.Metadata.Uid!] = assigned.Pod;
        }

        var report = new PodReport { Sequence = 1, Pods = [.. pods.Values.Select(Running)] };
        (await node.Report(accepted.SessionId, report, default)).ShouldBe(ReportOutcome.Taken);
        var stored = await Client.GetCollection(PodKind.Instance).List(new ObjectQuery("default", NodeName: "node-1"));
        stored.Documents.Count.ShouldBe(3);
        stored.Documents.ShouldAllBe(pod => pod.As<Pod>().Status.PodIP == "10.0.0.1");
        (await node.Report("no such session", report, default)).ShouldBe(ReportOutcome.Superseded);
        GC.KeepAlive(session);
    }

    [Fact]
    public async Task Both_silos_have_their_share_of_the_grains()
    {
        for (var i = 0; i < 20; i++)
            await Create(ConfigMap($"spread-{i}", "1"));

        var statistics = await Client.GetGrain<IManagementGrain>(0).GetSimpleGrainStatistics();

        statistics.Where(each => each.GrainType.Contains("Krewe", StringComparison.Ordinal) && each.ActivationCount > 0)
            .Select(each => each.SiloAddress).Distinct().Count().ShouldBe(2);
    }

    private Task<WriteOutcome> Create(ApiObject value)
    {
        var draft = ApiDocument.Draft(value);
        return Client.GetObject(draft.Id).Create(new CreateRequest(draft), default);
    }

    private static ConfigMap ConfigMap(string name, string value) => new()
    {
        Metadata = new ObjectMeta { Name = name, Namespace = "default", Labels = new Dictionary<string, string> { ["set"] = name } },
        Data = new Dictionary<string, string> { ["key"] = value },
    };

    private static Deployment Deployment(string name, int replicas) => new()
    {
        Metadata = new ObjectMeta { Name = name, Namespace = "default" },
        Spec = new DeploymentSpec
        {
            Replicas = replicas,
            Selector = new LabelSelector { MatchLabels = new Dictionary<string, string> { ["app"] = name } },
            Template = new PodTemplateSpec
            {
                Metadata = new ObjectMeta { Labels = new Dictionary<string, string> { ["app"] = name } },
                Spec = new PodSpec { Containers = [new Container { Name = "c", Image = "busybox:1" }] },
            },
        },
    };

    private static AgentHello Hello()
    {
        var capacity = new Dictionary<string, Quantity>
        {
            ["cpu"] = Quantity.Parse("8"), ["memory"] = Quantity.Parse("16Gi"), ["pods"] = Quantity.Parse("110"),
        };
        return new AgentHello
        {
            Versions = AgentProtocol.Versions,
            NodeName = "node-1",
            InstanceId = "instance-1",
            Facts = new NodeFacts
            {
                Labels = new Dictionary<string, string> { ["kubernetes.io/hostname"] = "node-1" },
                Status = new NodeStatus { Capacity = capacity, Allocatable = capacity },
            },
        };
    }

    private static PodObservation Running(Pod pod) => new()
    {
        Namespace = pod.Metadata.Namespace!,
        Name = pod.Metadata.Name!,
        Uid = pod.Metadata.Uid!,
        Status = new PodStatus
        {
            Phase = PodPhase.Running,
            PodIP = "10.0.0.1",
            Conditions = [new PodCondition { Type = PodConditionType.Ready, Status = ConditionStatus.True }],
        },
    };
}
