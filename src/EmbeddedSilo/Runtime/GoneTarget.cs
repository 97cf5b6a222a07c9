using Krewe.EmbeddedSilo.CodeGeneration;
using Orleans.Runtime;

namespace Krewe.EmbeddedSilo.Runtime;

/// <summary>Takes the calls that have nowhere to go, and lets them fail.</summary>
internal sealed class GoneTarget(Silo silo, GrainId id, Exception failure) : RequestTarget(silo), ICallTarget
{
    public override string Name => id.ToString();

    public override object Instance => throw failure;

    public override bool HasFilters => false;

    public override int BacklogLimit => 0;

    protected override bool IsOpen => false;

    public RequestTarget Pick() => this;

    public override void Receive(GrainRequest request) => Refuse(request, failure);
}
