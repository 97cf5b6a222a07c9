using System.Reflection;
using Krewe.EmbeddedSilo.CodeGeneration;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Krewe.EmbeddedSilo.Runtime;

/// <summary>A call on its way through the incoming filters: the silo's, then the grain's own.</summary>
internal sealed class IncomingCall(GrainRequest request, RequestTarget target, object instance) : IIncomingGrainCallContext
{
    private int _next;

    public IInvokable Request => request;

    public object Grain => instance;

    public GrainId? SourceId => (request.Source as Activation)?.GrainId;

    public GrainId TargetId => request.Reference!.GrainId;

    public GrainInterfaceType InterfaceType => GrainInterfaceType.Create(InterfaceName);

    public string InterfaceName => request.GetInterfaceName();

    public string MethodName => request.Method.Name;

    public MethodInfo InterfaceMethod => request.Method.MethodInfo;

    public IGrainContext TargetContext =>
        target as IGrainContext ?? throw new NotSupportedException($"{target.Name} is an observer: it has no grain context.");

    public MethodInfo ImplementationMethod
    {
        get
        {
            var map = instance.GetType().GetInterfaceMap(request.Method.DeclaringInterface);
            return map.TargetMethods[Array.IndexOf(map.InterfaceMethods, request.Method.MethodInfo)];
        }
    }

    public object? Result { get; set; }

    public static async Task<object?> RunAsync(GrainRequest request, RequestTarget target)
    {
        var call = new IncomingCall(request, target, target.Instance);
        await call.Invoke();
        return call.Result;
    }

    public async Task Invoke()
    {
        var filters = target.Silo.IncomingFilters;
        var stage = _next++;
        if (stage < filters.Length)
            await filters[stage].Invoke(this);
        else if (stage == filters.Length && instance is IIncomingGrainCallFilter own)
            await own.Invoke(this);
        else
            Result = await request.InvokeUntypedAsync(instance);
    }
}
