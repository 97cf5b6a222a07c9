using System.Text;
using Microsoft.CodeAnalysis;

namespace Krewe.EmbeddedSilo.Generators;

/// <summary>Writes one method of a reference, and the class of its requests.</summary>
internal sealed class MethodWriter
{
    private readonly IMethodSymbol _method;
    private readonly Shape _shape;
    private readonly string _class;
    private readonly IParameterSymbol? _token;
    private readonly List<IParameterSymbol> _arguments;

    private MethodWriter(IMethodSymbol method, Shape shape, int number)
    {
        _method = method;
        _shape = shape;
        _class = $"{method.Name}_{number}";
        _token = method.Parameters.FirstOrDefault(parameter => Names.FullName(parameter.Type) == "System.Threading.CancellationToken");
        _arguments = [.. method.Parameters.Where(parameter => !SymbolEqualityComparer.Default.Equals(parameter, _token))];
    }

    /// <summary>How a method answers.</summary>
    private enum Shape
    {
        Void,
        Task,
        ValueTask,
        TaskOf,
        ValueTaskOf,
        Stream,
    }

    private bool IsOneWay => _shape == Shape.Void || Names.Has(_method, "Orleans.Concurrency.OneWayAttribute");

    private ITypeSymbol Result => ((INamedTypeSymbol)_method.ReturnType).TypeArguments[0];

    /// <summary>Creates the writer, or says what is not supported.</summary>
    public static string? TryCreate(IMethodSymbol method, int number, out MethodWriter? writer)
    {
        writer = null;
        if (method.IsGenericMethod)
            return "methods cannot be generic";
        if (method.Parameters.Any(parameter => parameter.RefKind != RefKind.None))
            return "parameters cannot be passed by reference";
        if (ShapeOf(method) is not { } shape)
            return "methods return Task, Task<T>, ValueTask, ValueTask<T>, IAsyncEnumerable<T> or void";

        writer = new MethodWriter(method, shape, number);
        return writer.IsOneWay && shape is Shape.TaskOf or Shape.ValueTaskOf && Names.Has(method, "Orleans.Concurrency.OneWayAttribute")
            ? "a one-way method has no result"
            : null;
    }

    public void Write(StringBuilder text)
    {
        WriteReferenceMethod(text);
        if (_shape == Shape.Stream)
            WriteSource(text);
        else
            WriteRequest(text);
    }

    private static Shape? ShapeOf(IMethodSymbol method)
    {
        if (method.ReturnsVoid)
            return Shape.Void;

        return Names.FullName(method.ReturnType.OriginalDefinition) switch
        {
            "System.Threading.Tasks.Task" => Shape.Task,
            "System.Threading.Tasks.ValueTask" => Shape.ValueTask,
            "System.Threading.Tasks.Task<TResult>" => Shape.TaskOf,
            "System.Threading.Tasks.ValueTask<TResult>" => Shape.ValueTaskOf,
            "System.Collections.Generic.IAsyncEnumerable<T>" => Shape.Stream,
            _ => null,
        };
    }

    private void WriteReferenceMethod(StringBuilder text)
    {
        var parameters = string.Join(", ", _method.Parameters.Select(parameter => $"{Names.Declared(parameter.Type)} {Parameter(parameter)}"));
        var fields = _arguments.Count == 0 ? "()" : $" {{ {string.Join(", ", _arguments.Select((argument, index) => $"A{index} = {Parameter(argument)}"))} }}";
        var request = $"new {_class}{fields}{(_token is null ? "" : $", {Parameter(_token)}")}";
        var call = _shape switch
        {
            Shape.Void => $"Invoke({request})",
            Shape.Task when IsOneWay => $"InvokeOneWayAsync({request})",
            Shape.ValueTask when IsOneWay => $"new(InvokeOneWayAsync({request}))",
            Shape.ValueTask or Shape.ValueTaskOf => $"new(InvokeAsync({request}))",
            Shape.Stream => $"InvokeStream({request})",
            _ => $"InvokeAsync({request})",
        };
        text.AppendLine($"        {Names.Declared(_method.ReturnType)} {Names.Of(_method.ContainingType)}.{_method.Name}({parameters}) => {call};");
        text.AppendLine();
    }

    private void WriteRequest(StringBuilder text)
    {
        var isResult = _shape is Shape.TaskOf or Shape.ValueTaskOf;
        var call = $"(({Names.Of(_method.ContainingType)})target).{_method.Name}({CallArguments("CalleeToken")})";
        text.AppendLine($"        private sealed class {_class} : {(isResult ? $"ResultRequest<{Names.Declared(Result)}>" : "VoidRequest")}");
        text.AppendLine("        {");
        WriteDescription(text);
        WriteFields(text);
        if (isResult)
        {
            text.AppendLine($"            protected override global::System.Threading.Tasks.ValueTask<{Names.Declared(Result)}> InvokeMethod(object target) =>");
            text.AppendLine(_shape == Shape.TaskOf ? $"                new({call});" : $"                {call};");
        }
        else if (_shape == Shape.Void)
        {
            text.AppendLine("            protected override global::System.Threading.Tasks.ValueTask InvokeMethod(object target)");
            text.AppendLine("            {");
            text.AppendLine($"                {call};");
            text.AppendLine("                return default;");
            text.AppendLine("            }");
        }
        else
        {
            text.AppendLine("            protected override global::System.Threading.Tasks.ValueTask InvokeMethod(object target) =>");
            text.AppendLine(_shape == Shape.Task ? $"                new({call});" : $"                {call};");
        }

        text.AppendLine();
        WriteArguments(text);
        text.AppendLine("        }");
        text.AppendLine();
    }

    private void WriteSource(StringBuilder text)
    {
        text.AppendLine($"        private sealed class {_class} : StreamSource<{Names.Declared(Result)}>");
        text.AppendLine("        {");
        WriteDescription(text);
        WriteFields(text);
        text.AppendLine($"            public override {Names.Declared(_method.ReturnType)} Open(object target, global::System.Threading.CancellationToken token) =>");
        text.AppendLine($"                (({Names.Of(_method.ContainingType)})target).{_method.Name}({CallArguments("token")});");
        text.AppendLine("        }");
        text.AppendLine();
    }

    private void WriteDescription(StringBuilder text)
    {
        List<string> options = [];
        if (IsOneWay)
            options.Add("GrainMethodOptions.OneWay");
        if (Names.Has(_method, "Orleans.Concurrency.ReadOnlyAttribute"))
            options.Add("GrainMethodOptions.ReadOnly");
        if (Names.Has(_method, "Orleans.Concurrency.AlwaysInterleaveAttribute"))
            options.Add("GrainMethodOptions.AlwaysInterleave");
        var timeout = Names.Attribute(_method, "Orleans.ResponseTimeoutAttribute")?.ConstructorArguments[0].Value as string;
        var types = _method.Parameters.Length == 0
            ? "global::System.Type.EmptyTypes"
            : $"new global::System.Type[] {{ {string.Join(", ", _method.Parameters.Select(parameter => $"typeof({Names.Of(parameter.Type)})"))} }}";
        text.AppendLine($"            private static readonly GrainMethod Description = new(typeof({Names.Of(_method.ContainingType)}), {Names.Literal(_method.Name)}, {types}, {(options.Count == 0 ? "GrainMethodOptions.None" : string.Join(" | ", options))}, {Names.Literal(timeout)}, {(_token is null ? "false" : "true")});");
        text.AppendLine();
        text.AppendLine("            public override GrainMethod Method => Description;");
        text.AppendLine();
    }

    private void WriteFields(StringBuilder text)
    {
        for (var index = 0; index < _arguments.Count; index++)
            text.AppendLine($"            public {Names.Declared(_arguments[index].Type)} A{index} = default!;");
        if (_arguments.Count > 0)
            text.AppendLine();
    }

    private void WriteArguments(StringBuilder text)
    {
        text.AppendLine($"            public override int GetArgumentCount() => {_arguments.Count};");
        text.AppendLine();
        text.AppendLine("            public override object? GetArgument(int index) => index switch");
        text.AppendLine("            {");
        for (var index = 0; index < _arguments.Count; index++)
            text.AppendLine($"                {index} => A{index},");
        text.AppendLine("                _ => throw new global::System.ArgumentOutOfRangeException(nameof(index)),");
        text.AppendLine("            };");
        text.AppendLine();
        text.AppendLine("            public override void SetArgument(int index, object value)");
        text.AppendLine("            {");
        text.AppendLine("                switch (index)");
        text.AppendLine("                {");
        for (var index = 0; index < _arguments.Count; index++)
            text.AppendLine($"                    case {index}: A{index} = ({Names.Declared(_arguments[index].Type)})value!; break;");
        text.AppendLine("                    default: throw new global::System.ArgumentOutOfRangeException(nameof(index));");
        text.AppendLine("                }");
        text.AppendLine("            }");
    }

    private string CallArguments(string token) => string.Join(", ", _method.Parameters.Select(parameter =>
        SymbolEqualityComparer.Default.Equals(parameter, _token) ? token : $"A{_arguments.IndexOf(parameter)}"));

    private static string Parameter(IParameterSymbol parameter) => $"p{parameter.Ordinal}";
}
