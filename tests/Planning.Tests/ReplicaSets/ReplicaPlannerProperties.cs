using FsCheck;
using FsCheck.Fluent;
using Krewe.Model.Apps;
using Krewe.Model.Core;
using Krewe.Planning.Pods;
using Krewe.Planning.ReplicaSets;
using Krewe.Planning.Tests.Samples;

namespace Krewe.Planning.Tests.ReplicaSets;

public class ReplicaPlannerProperties
{
    private static Arbitrary<(int Replicas, Pod[] Pods)> States() => (
        from replicas in Gen.Choose(0, 6)
        from pods in Gen.Choose(0, 4).SelectMany(choice => Gen.Choose(0, 1000).Select(lot => (choice, lot))).ArrayOf(8)
        select (replicas, pods.Select((pod, i) => Make(i, pod.choice, pod.lot)).ToArray())).ToArbitrary();

    private static Pod Make(int i, int choice, int lot)
    {
        var set = Some.ReplicaSet();
        var pod = Some.Pod($"web-{i}", lot % 5 == 0 ? null : lot % 7 == 0 ? Some.ReplicaSet("other") : set,
            node: lot % 3 == 0 ? null : $"n{lot % 4}", ready: lot % 2 == 0, labels: lot % 11 == 0 ? "app=other" : "app=web");
        return choice switch { 0 => pod.Ending(), 1 => pod with { Status = pod.Status with { Phase = PodPhase.Succeeded } }, _ => pod };
    }

    [Fact]
    public void The_plan_leads_to_exactly_the_desired_number_and_then_there_is_nothing_left_to_do() => Prop.ForAll(States(), state =>
    {
        var set = Some.ReplicaSet(replicas: state.Replicas);
        var pods = state.Pods.ToDictionary(pod => pod.Metadata.Name!);
        var plan = Plan(set, pods.Values);
        Apply(ref set, pods, plan);
        var own = pods.Values.Count(pod => pod.IsActive() && pod.Metadata.Labels["app"] == "web" && pod.Metadata.OwnerReferences.Any(owner => owner.Uid == set.Metadata.Uid));
        var status = Plan(set, pods.Values);
        Apply(ref set, pods, status);
        return own == state.Replicas && status is { Create.Count: 0, Delete.Count: 0, Adopt.Count: 0, Release.Count: 0 } && Plan(set, pods.Values).IsEmpty;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void No_pod_is_given_up_while_a_less_useful_one_stays() => Prop.ForAll(States(), state =>
    {
        var plan = Plan(Some.ReplicaSet(replicas: state.Replicas), state.Pods);
        var gone = plan.Delete.Select(deletion => deletion.Object.Metadata.Name).ToHashSet();
        var stays = state.Pods.Where(pod => pod.IsActive() && pod.Metadata.Labels["app"] == "web" && !gone.Contains(pod.Metadata.Name)
            && pod.Metadata.OwnerReferences.All(owner => owner.Uid == "uid-web"));
        return plan.Delete.Count == 0 || !plan.Delete.Any(deletion => deletion.Object.IsReady()) || stays.All(pod => pod.IsReady());
    }).QuickCheckThrowOnFailure();

    private static ReplicaPlan Plan(ReplicaSet set, IEnumerable<Pod> pods) =>
        ReplicaPlanner.Plan(new ObservedReplicas { Controller = ReplicaController.Of(set), Pods = [.. pods] }, Some.At());

    private static void Apply(ref ReplicaSet set, Dictionary<string, Pod> pods, ReplicaPlan plan)
    {
        foreach (var update in plan.Adopt.Concat(plan.Release))
            pods[update.Object.Metadata.Name!] = update.Object;
        foreach (var creation in plan.Create)
            pods.Add(creation.Object.Metadata.Name!, creation.Object with { Metadata = creation.Object.Metadata with { Uid = creation.Object.Metadata.Name } });
        foreach (var deletion in plan.Delete)
            pods[deletion.Object.Metadata.Name!] = pods[deletion.Object.Metadata.Name!].Ending();
        set = plan.StatusUpdate as ReplicaSet ?? set;
    }
}
