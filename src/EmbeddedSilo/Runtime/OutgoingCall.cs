using System.Reflection;
using Krewe.EmbeddedSilo.CodeGeneration;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Krewe.EmbeddedSilo.Runtime;

/// <summary>A call on its way through the outgoing filters.</summary>
internal sealed class OutgoingCall(GrainRequest request) : IOutgoingGrainCallContext
{
    private readonly Activation? _source = TurnContext.Current as Activation;
    private Func<Task>? _send;
    private int _next;

    public IInvokable Request => request;

    public object Grain => request.Reference!;

    public GrainId? SourceId => _source?.GrainId;

    public GrainId TargetId => request.Reference!.GrainId;

    public GrainInterfaceType InterfaceType => GrainInterfaceType.Create(InterfaceName);

    public string InterfaceName => request.GetInterfaceName();

    public string MethodName => request.Method.Name;

    public MethodInfo InterfaceMethod => request.Method.MethodInfo;

    public IGrainContext? SourceContext => _source;

    public object? Result { get; set; }

    /// <summary>Runs the filters, and within them what sends the call.</summary>
    public Task RunAsync(Func<Task> send)
    {
        _send = send;
        return Invoke();
    }

    public async Task Invoke()
    {
        var filters = request.Reference!.Silo.OutgoingFilters;
        var stage = _next++;
        if (stage < filters.Length)
            await filters[stage].Invoke(this);
        else
            await _send!();
    }
}
