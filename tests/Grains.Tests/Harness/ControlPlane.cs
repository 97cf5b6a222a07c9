using Krewe.EmbeddedSilo.Testing;
using Krewe.Grains.Collections;
using Krewe.Grains.Hosting;
using Krewe.Grains.Objects;
using Krewe.Grains.Randomness;
using Krewe.Grains.Startup;
using Krewe.Model.Apps;
using Krewe.Model.Core;
using Krewe.Model.Documents;
using Krewe.Model.Failures;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Microsoft.Extensions.DependencyInjection;
using Orleans;

namespace Krewe.Grains.Tests.Harness;

/// <summary>A whole control plane under virtual time. It can crash and come back on the log that it left.</summary>
internal sealed class ControlPlane : IDisposable
{
    private readonly GrainOptions _options;
    private int _lives;

    public ControlPlane(int seed, GrainOptions? options = null)
    {
        Seed = seed;
        _options = options ?? new GrainOptions();
        Time = new VirtualTimeProvider();
        Log = new FaultyLog(Time);
        Silo = Build();
        Start();
    }

    public int Seed { get; }

    public VirtualTimeProvider Time { get; }

    public FaultyLog Log { get; }

    public VirtualSilo Silo { get; private set; }

    public IGrainFactory Grains => Silo.Grains;

    /// <summary>Ends the process without a word, and starts another on what is durable.</summary>
    public void Crash()
    {
        Silo.Kill();
        Supersede();
    }

    /// <summary>Starts another on what is durable beside the one that runs, and leaves that where it is; the caller may step it again.</summary>
    public void Supersede()
    {
        Silo = Build();
        Start();
    }

    public void Run(Func<Task> client) => Silo.Run(client);

    public T Run<T>(Func<Task<T>> client) => Silo.Run(client);

    public void Advance(TimeSpan span) => Silo.Advance(span);

    /// <summary>Lets time go on in small steps until something holds.</summary>
    public void Eventually(Func<bool> condition, TimeSpan within, string what)
    {
        for (var waited = TimeSpan.Zero; waited < within; waited += Step)
        {
            if (condition())
                return;
            Silo.Advance(Step);
        }
        condition().ShouldBeTrue($"seed {Seed}: {what}\n{Describe()}");
    }

    // What a person would look at first.
    private string Describe() => string.Join('\n',
        List<Deployment>(DeploymentKind.Instance).Select(d => $"deployment {d.Metadata.Name}: wants {d.Spec.Replicas} {d.Spec.Template.Spec?.Containers[0].Image}, generation {d.Metadata.Generation}, observed {d.Status.ObservedGeneration}, {d.Status.Replicas}/{d.Status.UpdatedReplicas}/{d.Status.ReadyReplicas}/{d.Status.AvailableReplicas}")
            .Concat(List<ReplicaSet>(ReplicaSetKind.Instance).Select(set => $"replica set {set.Metadata.Name}: wants {set.Spec.Replicas}, generation {set.Metadata.Generation}, observed {set.Status.ObservedGeneration}, {set.Status.Replicas}/{set.Status.ReadyReplicas}/{set.Status.AvailableReplicas}, deleted {set.Metadata.DeletionTimestamp}"))
            .Concat(List<Pod>(PodKind.Instance).Select(pod => $"pod {pod.Metadata.Name} on {pod.Spec.NodeName}: {pod.Status.Phase}, deleted {pod.Metadata.DeletionTimestamp}, {string.Join(' ', pod.Status.Conditions.Select(c => $"{c.Type}={c.Status}"))}"))
            .Concat(List<Node>(NodeKind.Instance).Select(node => $"node {node.Metadata.Name}: {string.Join(' ', node.Status.Conditions.Select(c => $"{c.Type}={c.Status}"))} {string.Join(' ', node.Spec.Taints.Select(taint => $"{taint.Key}:{taint.Effect}"))}")));

    public WriteOutcome Create(ApiObject value) => Run(() => Grain(value).Create(new CreateRequest(ApiDocument.Draft(value)), default));

    public T Created<T>(T value) where T : ApiObject => Create(value).ShouldBeOfType<WriteOutcome.Written>().Document.As<T>();

    public WriteOutcome Update(ApiObject value, Subresource subresource = Subresource.None) =>
        Run(() => Grain(value).Update(new UpdateRequest(ApiDocument.Draft(value), subresource), default));

    public T Updated<T>(T value, Subresource subresource = Subresource.None) where T : ApiObject =>
        Update(value, subresource).ShouldBeOfType<WriteOutcome.Written>().Document.As<T>();

    public WriteOutcome Delete(ApiObject value, DeleteRequest? request = null) => Run(() => Grain(value).Delete(request ?? new DeleteRequest(), default));

    public T? Find<T>(KindDefinition kind, string @namespace, string name) where T : ApiObject =>
        Run(() => Grains.GetCollection(kind).Get(new ObjectKey(@namespace, name)))?.As<T>();

    public IReadOnlyList<T> List<T>(KindDefinition kind, ObjectQuery? query = null) where T : ApiObject =>
        [.. Run(() => Grains.GetCollection(kind).List(query ?? new ObjectQuery())).Documents.Select(document => document.As<T>())];

    public IObjectGrain Grain(ApiObject value) => Grains.GetObject(ApiDocument.Draft(value).Id);

    public void Dispose() => Silo.Kill();

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    private VirtualSilo Build()
    {
        var life = _lives++;
        return new VirtualSilo(Seed * 1_000 + life, silo =>
        {
            silo.Services.AddSingleton(services => Log.SeenBy(services.GetRequiredService<TimeProvider>()));
            silo.Services.AddSingleton(new Entropy((ulong)(Seed * 1_000 + life)));
            silo.Services.AddKreweGrains(_options);
        }, Time);
    }

    private void Start() => Run(() => Grains.GetGrain<IControlPlaneGrain>(IControlPlaneGrain.Key).Start(default));
}

internal static class Outcomes
{
    public static ApiFailure ShouldBeRefused(this WriteOutcome outcome, FailureReason reason)
    {
        var failure = outcome.ShouldBeOfType<WriteOutcome.Refused>().Failure;
        failure.Reason.ShouldBe(reason, failure.Message);
        return failure;
    }

    public static ApiDocument ShouldBeWritten(this WriteOutcome outcome) => outcome.ShouldBeOfType<WriteOutcome.Written>().Document;
}
