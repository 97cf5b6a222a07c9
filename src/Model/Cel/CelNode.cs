namespace Krewe.Model.Cel;

/// <summary>A part of an expression that has been read. Immutable.</summary>
internal abstract class CelNode
{
    /// <summary>How deep expressions may nest; evaluation goes down as deep.</summary>
    public const int MaxDepth = 250;

    protected CelNode(int at, params ReadOnlySpan<CelNode> parts)
    {
        At = at;
        Parts = parts.ToArray();
        foreach (var part in parts)
            Depth = Math.Max(Depth, part.Depth);
        if (++Depth > MaxDepth)
            throw new CelException($"expression recursion limit exceeded: {MaxDepth}", at);
    }

    /// <summary>Where it stands in the text.</summary>
    public int At { get; }

    /// <summary>What it is made of.</summary>
    public IReadOnlyList<CelNode> Parts { get; }

    private int Depth { get; }
}

/// <summary><c>5</c>, <c>"x"</c>, <c>null</c>.</summary>
internal sealed class CelLiteral(int at, object? value) : CelNode(at)
{
    public object? Value => value;
}

/// <summary>A variable.</summary>
internal sealed class CelName(int at, string name) : CelNode(at)
{
    public string Name => name;
}

/// <summary><c>target.field</c>, <c>target.?field</c>.</summary>
internal sealed class CelSelect(int at, CelNode target, string name, bool isOptional) : CelNode(at, target)
{
    public CelNode Target => target;

    public string Field => name;

    public bool IsOptional => isOptional;
}

/// <summary><c>has(target.field)</c>.</summary>
internal sealed class CelHas(int at, CelSelect select) : CelNode(at, select)
{
    public CelSelect Field => select;
}

/// <summary><c>target[index]</c>, <c>target[?index]</c>.</summary>
internal sealed class CelIndex(int at, CelNode target, CelNode index, bool isOptional) : CelNode(at, target, index)
{
    public CelNode Target => target;

    public CelNode Index => index;

    public bool IsOptional => isOptional;
}

/// <summary>A function or operator; the receiver of a method is the first argument.</summary>
internal sealed class CelCall : CelNode
{
    public CelCall(int at, string function, bool isMethod, params CelNode[] arguments)
        : base(at, arguments)
    {
        (Function, IsMethod, Arguments) = (function, isMethod, arguments);
        Overloads = CelLibrary.Find(function, isMethod);
        Pattern = CelTexts.IsPattern(function) && arguments is [_, CelLiteral { Value: string pattern }, ..] ? CelTexts.Compile(pattern, arguments[1].At) : null;
    }

    public string Function { get; }

    public bool IsMethod { get; }

    public IReadOnlyList<CelNode> Arguments { get; }

    /// <summary>What functions have the name.</summary>
    public IReadOnlyList<CelOverload> Overloads { get; }

    /// <summary>The regular expression that is written out in the call, or null.</summary>
    public System.Text.RegularExpressions.Regex? Pattern { get; }
}

/// <summary><c>a &amp;&amp; b</c> or <c>a || b</c>, and chains of them.</summary>
internal sealed class CelLogic(int at, bool isAnd, IReadOnlyList<CelNode> operands) : CelNode(at, [.. operands])
{
    public bool IsAnd => isAnd;

    public IReadOnlyList<CelNode> Operands => operands;
}

/// <summary><c>condition ? a : b</c>.</summary>
internal sealed class CelConditional(int at, CelNode condition, CelNode then, CelNode otherwise) : CelNode(at, condition, then, otherwise)
{
    public CelNode Condition => condition;

    public CelNode Then => then;

    public CelNode Otherwise => otherwise;
}

/// <summary><c>[a, b]</c>.</summary>
internal sealed class CelListLiteral(int at, IReadOnlyList<CelNode> items) : CelNode(at, [.. items])
{
    public IReadOnlyList<CelNode> Items => items;
}

/// <summary><c>{"a": b}</c>.</summary>
internal sealed class CelMapLiteral(int at, IReadOnlyList<CelNode> keys, IReadOnlyList<CelNode> values) : CelNode(at, [.. keys, .. values])
{
    public IReadOnlyList<CelNode> Keys => keys;

    public IReadOnlyList<CelNode> Values => values;
}

/// <summary><c>range.all(x, condition)</c> and the like.</summary>
internal sealed class CelMacro(int at, CelMacroKind kind, CelNode range, string variable, CelNode? condition, CelNode? result)
    : CelNode(at, [range, .. Given(condition), .. Given(result)])
{
    public CelMacroKind Kind => kind;

    public CelNode Range => range;

    public string Variable => variable;

    public CelNode? Condition => condition;

    public CelNode? Result => result;

    private static CelNode[] Given(CelNode? part) => part is null ? [] : [part];
}

/// <summary><c>cel.bind(x, value, body)</c>; with an optional value also <c>value.optMap(x, body)</c> and <c>value.optFlatMap(x, body)</c>.</summary>
internal sealed class CelBind(int at, CelBindKind kind, string variable, CelNode value, CelNode body) : CelNode(at, value, body)
{
    public CelBindKind Kind => kind;

    public string Variable => variable;

    public CelNode Value => value;

    public CelNode Body => body;
}

/// <summary>What goes over a list's items or a map's keys.</summary>
internal enum CelMacroKind
{
    All,
    Exists,
    ExistsOne,
    Filter,
    Map,
}

/// <summary>What gives a value a name.</summary>
internal enum CelBindKind
{
    Value,
    OptionalMap,
    OptionalFlatMap,
}
