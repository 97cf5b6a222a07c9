namespace Krewe.Model.Cel;

/// <summary>Reads expressions by the grammar of the CEL specification, and expands its macros.</summary>
internal sealed class CelParser
{
    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "as", "break", "const", "continue", "else", "false", "for", "function", "if", "import", "in", "let", "loop", "namespace", "null", "package",
        "return", "true", "var", "void", "while",
    };

    private static readonly string[][] Levels = [["==", "!=", "<", "<=", ">", ">=", "in"], ["+", "-"], ["*", "/", "%"]];
    private readonly List<CelToken> _tokens;
    private int _next;
    private int _depth;

    private CelParser(string source) => _tokens = new CelLexer(source).Read();

    private CelToken Peek => _tokens[_next];

    /// <exception cref="CelException">It is not an expression.</exception>
    public static CelNode Parse(string source)
    {
        var parser = new CelParser(source);
        var node = parser.Expression();
        return parser.Peek.Kind == CelTokenKind.End ? node : throw parser.Unexpected();
    }

    /// <summary>True for words that no variable can have.</summary>
    public static bool IsReserved(string name) => Reserved.Contains(name);

    private CelNode Expression()
    {
        if (++_depth > CelNode.MaxDepth)
            throw new CelException($"expression recursion limit exceeded: {CelNode.MaxDepth}", Peek.At);
        var node = Or();
        if (Peek is { Kind: CelTokenKind.Sign, Text: "?" } mark)
        {
            _next++;
            var then = Or();
            Expect(":");
            node = new CelConditional(mark.At, node, then, Expression());
        }
        _depth--;
        return node;
    }

    private CelNode Or() => Chain("||", isAnd: false, () => Chain("&&", isAnd: true, () => Operators(0)));

    private CelNode Chain(string sign, bool isAnd, Func<CelNode> operand)
    {
        var first = operand();
        if (!IsSign(sign))
            return first;
        var at = Peek.At;
        var operands = new List<CelNode> { first };
        while (Take(sign))
            operands.Add(operand());
        return new CelLogic(at, isAnd, operands);
    }

    private CelNode Operators(int level)
    {
        if (level == Levels.Length)
            return Unary();
        var node = Operators(level + 1);
        while (Levels[level].Contains(Peek.Text) && Peek.Kind is CelTokenKind.Sign or CelTokenKind.Name)
        {
            var sign = Peek;
            _next++;
            node = new CelCall(sign.At, sign.Text == "in" ? "@in" : $"_{sign.Text}_", isMethod: false, node, Operators(level + 1));
        }
        return node;
    }

    private CelNode Unary()
    {
        var sign = Peek;
        if (Take("!"))
            return new CelCall(sign.At, "!_", isMethod: false, Deeper());
        if (!Take("-"))
            return Member();
        if (Peek is { Kind: CelTokenKind.Literal, Value: long or double or CelTooLarge } number)
        {
            _next++;
            var negative = number.Value switch
            {
                long whole => (object)-whole,
                double fraction => -fraction,
                CelTooLarge { Value: 1UL << 63 } => long.MinValue,
                _ => throw new CelException("invalid int literal", number.At),
            };
            return Members(new CelLiteral(sign.At, negative));
        }
        return new CelCall(sign.At, "-_", isMethod: false, Deeper());
    }

    private CelNode Deeper()
    {
        if (++_depth > CelNode.MaxDepth)
            throw new CelException($"expression recursion limit exceeded: {CelNode.MaxDepth}", Peek.At);
        var node = Unary();
        _depth--;
        return node;
    }

    private CelNode Member() => Members(Primary());

    private CelNode Members(CelNode node)
    {
        while (true)
        {
            var sign = Peek;
            if (Take("."))
            {
                var isOptional = Take("?");
                var name = Name(isField: true);
                node = !isOptional && IsSign("(") ? Method(node, name) : new CelSelect(sign.At, node, name.Text, isOptional);
            }
            else if (Take("["))
            {
                var isOptional = Take("?");
                node = new CelIndex(sign.At, node, Expression(), isOptional);
                Expect("]");
            }
            else
            {
                return node;
            }
        }
    }

    private CelNode Primary()
    {
        var token = Peek;
        if (token.Kind == CelTokenKind.Literal)
        {
            _next++;
            return token.Value is CelTooLarge ? throw new CelException("invalid int literal", token.At) : new CelLiteral(token.At, token.Value);
        }
        if (Take("("))
        {
            var inner = Expression();
            Expect(")");
            return inner;
        }
        if (Take("["))
            return new CelListLiteral(token.At, Listed("]"));
        if (Take("{"))
            return MapLiteral(token.At);
        Take(".");
        if (Peek is { Kind: CelTokenKind.Name, Text: "true" or "false" or "null" } constant)
        {
            _next++;
            return new CelLiteral(constant.At, constant.Text == "null" ? null : constant.Text == "true");
        }
        var name = Name(isField: false);
        return IsSign("(") ? Function(name) : new CelName(name.At, name.Text);
    }

    private CelMapLiteral MapLiteral(int at)
    {
        var (keys, values) = (new List<CelNode>(), new List<CelNode>());
        while (!Take("}"))
        {
            keys.Add(Expression());
            Expect(":");
            values.Add(Expression());
            if (!Take(","))
            {
                Expect("}");
                break;
            }
        }
        return new CelMapLiteral(at, keys, values);
    }

    private CelNode Function(CelToken name)
    {
        var at = Peek.At;
        Expect("(");
        var arguments = Listed(")");
        if (name.Text != "has")
            return new CelCall(at, name.Text, isMethod: false, [.. arguments]);
        return arguments is [CelSelect { IsOptional: false } field] ? new CelHas(at, field) : throw new CelException("invalid argument to has() macro", at);
    }

    private CelNode Method(CelNode target, CelToken name)
    {
        var at = Peek.At;
        Expect("(");
        var arguments = Listed(")");
        if (target is CelName { Name: var space })
        {
            if ((space, name.Text, arguments.Count) == ("cel", "bind", 3))
                return new CelBind(at, CelBindKind.Value, Variable(arguments[0]), arguments[1], arguments[2]);
            if (CelLibrary.Find($"{space}.{name.Text}", isMethod: false).Count > 0)
                return new CelCall(at, $"{space}.{name.Text}", isMethod: false, [.. arguments]);
        }
        return (name.Text, arguments.Count) switch
        {
            ("all", 2) => new CelMacro(at, CelMacroKind.All, target, Variable(arguments[0]), arguments[1], null),
            ("exists", 2) => new CelMacro(at, CelMacroKind.Exists, target, Variable(arguments[0]), arguments[1], null),
            ("exists_one" or "existsOne", 2) => new CelMacro(at, CelMacroKind.ExistsOne, target, Variable(arguments[0]), arguments[1], null),
            ("filter", 2) => new CelMacro(at, CelMacroKind.Filter, target, Variable(arguments[0]), arguments[1], null),
            ("map", 2) => new CelMacro(at, CelMacroKind.Map, target, Variable(arguments[0]), null, arguments[1]),
            ("map", 3) => new CelMacro(at, CelMacroKind.Map, target, Variable(arguments[0]), arguments[1], arguments[2]),
            ("optMap", 2) => new CelBind(at, CelBindKind.OptionalMap, Variable(arguments[0]), target, arguments[1]),
            ("optFlatMap", 2) => new CelBind(at, CelBindKind.OptionalFlatMap, Variable(arguments[0]), target, arguments[1]),
            _ => new CelCall(at, name.Text, isMethod: true, [target, .. arguments]),
        };
    }

    private List<CelNode> Listed(string end)
    {
        var items = new List<CelNode>();
        while (!Take(end))
        {
            items.Add(Expression());
            if (!Take(","))
            {
                Expect(end);
                break;
            }
        }
        return items;
    }

    private static string Variable(CelNode node) => node is CelName { Name: var name } ? name : throw new CelException("argument must be a simple name", node.At);

    private CelToken Name(bool isField)
    {
        var token = Peek;
        if (token.Kind != CelTokenKind.Name || (isField ? token.Text is "in" or "true" or "false" or "null" : Reserved.Contains(token.Text)))
            throw token.Kind == CelTokenKind.Name ? new CelException($"Syntax error: reserved identifier: {token.Text}", token.At) : Unexpected();
        _next++;
        return token;
    }

    private bool IsSign(string sign) => Peek.Kind == CelTokenKind.Sign && Peek.Text == sign;

    private bool Take(string sign)
    {
        if (!IsSign(sign))
            return false;
        _next++;
        return true;
    }

    private void Expect(string sign)
    {
        if (!Take(sign))
            throw Unexpected();
    }

    private CelException Unexpected() => new($"Syntax error: mismatched input '{(Peek.Kind == CelTokenKind.End ? "<EOF>" : Peek.Text)}'", Peek.At);
}
