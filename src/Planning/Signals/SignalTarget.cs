using Krewe.Model.Kinds;
using Krewe.Model.Meta;

namespace Krewe.Planning.Signals;

/// <summary>Who must look again after a change.</summary>
public abstract record SignalTarget
{
    private SignalTarget() { }

    /// <summary>The reconciler of one object, if the object exists.</summary>
    public sealed record Reconciler(ObjectId Id) : SignalTarget;

    /// <summary>
    /// The reconcilers of every object of a collection in a namespace whose selector matches the labels: the services of a pod, the
    /// controllers that may adopt an orphan.
    /// </summary>
    public sealed record Selecting(string Collection, string Namespace, IReadOnlyDictionary<string, string> Labels) : SignalTarget
    {
        /// <inheritdoc/>
        public bool Equals(Selecting? other) => other is not null && Collection == other.Collection && Namespace == other.Namespace
            && Labels.Count == other.Labels.Count && Labels.All(label => other.Labels.TryGetValue(label.Key, out var value) && value == label.Value);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(Collection, Namespace, Labels.Count);
    }

    /// <summary>The scheduler: a pod waits, or room has come free.</summary>
    public sealed record Scheduler : SignalTarget
    {
        /// <summary>The only one.</summary>
        public static Scheduler Instance { get; } = new();
    }

    /// <summary>The reconcilers of the pods that are bound to a node that is no longer there.</summary>
    public sealed record PodsOfNode(string NodeName) : SignalTarget;

    /// <summary>The reconcilers of the nodes that run pods which refer to a ConfigMap or a Secret.</summary>
    public sealed record NodesUsing(ObjectId Id) : SignalTarget;

    /// <summary>The reconciler of a namespace that has lost content; matters only while the namespace is being deleted.</summary>
    public sealed record NamespaceContent(string Namespace) : SignalTarget;

    /// <summary>The garbage collector, about the dependents of an object that is gone or waits for them.</summary>
    /// <param name="Id">The owner.</param>
    /// <param name="Uid">Its UID.</param>
    public sealed record OwnerCollector(ObjectId Id, string Uid) : SignalTarget;

    /// <summary>The garbage collector, about an owner that may have waited for a dependent in a namespace. It is of no built-in kind.</summary>
    public sealed record BlockedOwner(OwnerReference Owner, string Namespace) : SignalTarget;

    /// <summary>The garbage collector, about an object whose owners may be gone already.</summary>
    public sealed record DependentCollector(ObjectId Id) : SignalTarget;
}
